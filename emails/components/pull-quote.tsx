import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** Words that stand out of a story, and who said them. */
export function PullQuote({ by, children }: { readonly by?: string; readonly children?: ReactNode }): ReactNode {
  const { theme } = useMail();
  const { colours, type } = theme;
  return (
    <blockquote
      className="accent"
      style={{
        ...type.quote,
        margin: '32px 0 34px',
        padding: '16px 0 0',
        borderTop: `2px solid ${colours.accent.light}`,
        color: colours.accent.light,
      }}
    >
      {children}
      {by === undefined ? null : (
        <p
          className="muted"
          style={{ ...type.small, fontStyle: 'normal', margin: '10px 0 0', color: colours.muted.light }}
        >
          — {by}
        </p>
      )}
    </blockquote>
  );
}
