// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** The notes under a story. */
export function Footnotes({ children }: { readonly children?: ReactNode }): ReactNode {
  const { theme, words } = useMail();
  const { colours, type } = theme;
  return (
    <div
      className="rule muted"
      style={{
        ...type.small,
        color: colours.muted.light,
        borderTop: `1px solid ${colours.hairline.light}`,
        paddingTop: 12,
      }}
    >
      <b>{words.notes}</b>
      {children}
    </div>
  );
}
