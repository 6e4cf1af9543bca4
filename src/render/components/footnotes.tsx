// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { Line } from './line.tsx';
import { useMail } from './mail-context.ts';

/** The notes under a story. */
export function Footnotes({ children }: { readonly children?: ReactNode }): ReactNode {
  const { theme, words } = useMail();
  const { colours, type } = theme;
  return (
    <>
      <Line below={12} />
      <div className="muted" style={{ ...type.small, color: colours.muted.light }}>
        <b>{words.notes}</b>
        {children}
      </div>
    </>
  );
}
