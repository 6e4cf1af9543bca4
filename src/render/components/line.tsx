// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** How much a line parts: what belongs together, one story from the next, or one part of the page from another; `accent` sets off a quote. */
export type LineWeight = 'hairline' | 'ink' | 'double' | 'accent';

/**
 * A line across the column, with `below` pixels, at least one, between it and what follows. It is the border of a cell: Outlook
 * for Windows leaves out the borders and the padding of everything else.
 */
export function Line({
  weight = 'hairline',
  below = 14,
}: {
  readonly weight?: LineWeight;
  readonly below?: number;
}): ReactNode {
  const { hairline, ink, accent } = useMail().theme.colours;
  const lines = {
    hairline: { className: 'rule', border: `1px solid ${hairline.light}` },
    ink: { className: 'bar', border: `1px solid ${ink.light}` },
    double: { className: 'bar', border: `3px double ${ink.light}` },
    accent: { className: 'edge', border: `2px solid ${accent.light}` },
  };
  const { className, border } = lines[weight];
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td className={className} style={{ borderTop: border, fontSize: 1, lineHeight: `${below}px` }}>
            {'\u00a0'}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
