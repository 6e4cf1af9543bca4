// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** A short line between two thoughts. */
export function Divider(): ReactNode {
  const { colours, space } = useMail().theme;
  const line = `1px solid ${colours.hairline.light}`;
  return (
    <hr className="rule" style={{ margin: `${space.block + 12}px auto`, width: '30%', border: 0, borderTop: line }} />
  );
}
