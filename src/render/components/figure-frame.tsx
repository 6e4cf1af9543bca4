// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { CSSProperties, ReactNode } from 'react';
import { useMail } from './mail-context.ts';

declare module 'react' {
  interface CSSProperties {
    /** Of Word, and so of Outlook for Windows. */
    msoLineHeightRule?: 'exactly' | 'at-least';
  }
}

/** What stands around an image, and its caption below. Outlook for Windows cuts images to the height of a line that is set exactly. */
export function FigureFrame({
  caption,
  below = 0,
  children,
}: {
  readonly caption?: string | undefined;
  /** Pixels between it and what follows. */
  readonly below?: number;
  readonly children: ReactNode;
}): ReactNode {
  const { colours, type } = useMail().theme;
  const gap = caption ? 0 : below;
  return (
    <>
      <div style={{ margin: gap === 0 ? 0 : `0 0 ${gap}px`, lineHeight: '100%', ...growingLine }}>{children}</div>
      {caption ? (
        <p className="muted" style={{ ...type.small, margin: `6px 0 ${below}px`, color: colours.muted.light }}>
          {caption}
        </p>
      ) : null}
    </>
  );
}

/** For Outlook: lines as high as what stands in them. */
export const growingLine: CSSProperties = { msoLineHeightRule: 'at-least' };
