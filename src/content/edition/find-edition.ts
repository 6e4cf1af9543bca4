import { MastheadError, throwProblems } from '../../foundation/masthead-error.ts';
import { nearest } from '../../foundation/nearest.ts';
import type { Content, Entry } from '../content.ts';
import type { Edition } from '../edition.ts';

type EditionEntry = Entry<Edition>;

/** So many editions are listed to someone who named another. */
const listed = 10;

/**
 * The edition of an id, or the latest: of those that are no drafts, the latest with a file; else the latest composed from
 * a day; else the latest draft. A broken edition counts as one that is no draft, so that an older one is never taken, and
 * sent, in its place.
 * @throws MastheadError EDITION_NOT_FOUND, CONTENT_EMPTY, CONTENT_NOT_FOUND, or every problem of the edition and of the
 * stories that it takes
 */
export function findEdition(content: Content, id?: string): Edition {
  throwProblems(content.problems);
  const entry = id === undefined ? findLatest(content.editions) : content.editions.find((edition) => edition.id === id);
  if (!entry) throw notFound(content, id);
  throwProblems(entry.problems);
  if (!entry.value) throw new Error(`The edition ${entry.id} has neither a value nor a problem.`);
  return entry.value;
}

function findLatest(editions: readonly EditionEntry[]): EditionEntry | undefined {
  const finished = editions.filter(({ value }) => !value?.draft);
  return finished.find(({ file }) => file.endsWith('.md')) ?? finished[0] ?? editions[0];
}

function notFound({ editions, stories }: Content, id: string | undefined): MastheadError {
  const ids = editions.map((edition) => edition.id);
  const near = id === undefined ? undefined : nearest(id, ids);
  // Stories that cannot be used may be the reason why there is no edition; of some it is not known of which.
  const suspects = ids.length === 0 ? stories : stories.filter(({ day, stray }) => day === undefined && !stray);
  const problems = suspects.flatMap((story) => story.problems);
  const missing = {
    code: 'EDITION_NOT_FOUND',
    what: id === undefined ? 'There is no edition.' : `There is no edition ${id}.`,
    why:
      ids.length === 0
        ? 'No edition is written, and no story that could be printed has a date.'
        : `There is ${list(ids)}.`,
    fix: near ? `Did you mean ${near}?` : 'Name one of these, or start one with `masthead new edition`.',
  } as const;
  return MastheadError.of([missing, ...problems]);
}

const list = (ids: readonly string[]): string =>
  ids.slice(0, listed).join(', ') + (ids.length > listed ? ` and ${ids.length - listed} older ones` : '');
