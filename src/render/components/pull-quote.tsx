// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { Line } from './line.tsx';
import { useMail } from './mail-context.ts';

/** Words that stand out of a story, and who said them. */
export function PullQuote({ by, children }: { readonly by?: string; readonly children?: ReactNode }): ReactNode {
  const { theme } = useMail();
  const { colours, type, space } = theme;
  return (
    <blockquote
      className="accent"
      style={{
        ...type.quote,
        margin: `${space.block + 14}px 0 ${space.block + 16}px`,
        color: colours.accent.light,
      }}
    >
      <Line weight="accent" below={16} />
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
