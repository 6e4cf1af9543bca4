// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** A few words in small capitals over something: a category, or what stands below. `number` goes before it, as a story's does. */
export function Kicker({
  number,
  children,
}: {
  readonly number?: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const { theme } = useMail();
  const { colours, type, fonts } = theme;
  const look = { fontFamily: fonts.serif, fontSize: type.body.fontSize, letterSpacing: 0 };
  return (
    <p className="accent" style={{ ...type.label, margin: 0, color: colours.accent.light }}>
      {number === undefined ? null : (
        <>
          <span style={look}>{number}</span>
          {'\u2002'}
        </>
      )}
      {children}
    </p>
  );
}
