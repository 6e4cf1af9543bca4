// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** "By A, B and C · 4 min read"; without authors, the reading time alone. */
export function Byline({
  authors,
  minutes,
}: {
  readonly authors: readonly string[];
  readonly minutes: number;
}): ReactNode {
  const { theme, words } = useMail();
  const { colours, type, space } = theme;
  const names =
    authors.length > 1 ? `${authors.slice(0, -1).join(', ')} ${words.and} ${authors.at(-1)}` : (authors[0] ?? '');
  return (
    <p className="muted" style={{ ...type.small, margin: `10px 0 ${space.block}px`, color: colours.muted.light }}>
      {names === '' ? null : `${words.by} ${names} · `}
      <span style={{ whiteSpace: 'nowrap' }}>{words.readingTime(minutes)}</span>
    </p>
  );
}
