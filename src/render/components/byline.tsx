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
  return (
    <p className="muted" style={{ ...type.small, margin: `10px 0 ${space.block}px`, color: colours.muted.light }}>
      {authors.length === 0 ? null : `${words.by(words.list(authors))} · `}
      <span style={{ whiteSpace: 'nowrap' }}>{words.readingTime(minutes)}</span>
    </p>
  );
}
