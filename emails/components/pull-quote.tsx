import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** Words that stand out of a story, and who said them. */
export function PullQuote({ by, children }: { readonly by?: string; readonly children?: ReactNode }): ReactNode {
  const { theme } = useMail();
  const { colours, type } = theme;
  return (
    <blockquote
      className="rule"
      style={{
        margin: '30px 0',
        padding: '20px 0 4px',
        borderTop: `1px solid ${colours.hairline.light}`,
        borderBottom: `1px solid ${colours.hairline.light}`,
      }}
    >
      <div className="accent" style={{ ...type.quote, color: colours.accent.light }}>
        {children}
      </div>
      {by === undefined ? null : (
        <p className="muted" style={{ ...type.small, margin: '0 0 16px', color: colours.muted.light }}>
          — {by}
        </p>
      )}
    </blockquote>
  );
}
