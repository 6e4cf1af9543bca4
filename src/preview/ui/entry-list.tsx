import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { ApiEntry, ApiKind } from '../api.ts';
import { formatDay } from './format-day.ts';
import { pathOf, type Route } from './use-route.ts';

type Props = {
  readonly kind: ApiKind;
  readonly title: string;
  readonly entries: readonly ApiEntry[];
  /** Whether these are all: not where the folder could not be read. */
  readonly isWhole: boolean;
  readonly route: Route | undefined;
  readonly choose: (route: Route) => void;
};

const command = { editions: 'masthead new edition', stories: 'masthead new story' } as const;

export function EntryList({ kind, title, entries, isWhole, route, choose }: Props) {
  return (
    <section className="entries">
      <h2>
        {title} {(isWhole || entries.length > 0) && <span className="count">{entries.length}</span>}
      </h2>
      {isWhole && entries.length === 0 && (
        <p className="entries-none">
          None yet. Start one with <code>{command[kind]}</code>.
        </p>
      )}
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryLink
              entry={entry}
              href={pathOf({ kind, id: entry.id })}
              current={route?.kind === kind && route.id === entry.id}
              choose={() => choose({ kind, id: entry.id })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

type LinkProps = {
  readonly entry: ApiEntry;
  readonly href: string;
  readonly current: boolean;
  readonly choose: () => void;
};

function EntryLink({ entry, href, current, choose }: LinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <a
      ref={link}
      className="entry"
      href={href}
      aria-current={current ? 'page' : undefined}
      onKeyDown={walk}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        choose();
      }}
    >
      <span className="entry-title">{entry.title}</span>
      <span className="entry-notes">
        {entry.date && <time dateTime={entry.date}>{formatDay(entry.date)}</time>}
        {entry.category && <span>{entry.category}</span>}
        {entry.draft && <span className="mark">Draft</span>}
        {entry.problems > 0 && (
          <span className="mark mark-error">{entry.problems === 1 ? '1 problem' : `${entry.problems} problems`}</span>
        )}
      </span>
    </a>
  );
}

/** The arrow keys walk the links of the rail, as in any list. */
function walk(event: KeyboardEvent<HTMLAnchorElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const links = [...(event.currentTarget.closest('nav')?.querySelectorAll('a') ?? [])];
  const next = links[links.indexOf(event.currentTarget) + by];
  next?.focus();
  next?.click();
}
