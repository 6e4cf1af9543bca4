// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import type { Stat } from '../../content/story.ts';
import { useMail } from './mail-context.ts';

const inRows = (stats: readonly Stat[]): readonly (readonly Stat[])[] =>
  Array.from({ length: Math.ceil(stats.length / 3) }, (_, row) => stats.slice(row * 3, row * 3 + 3));

/** Figures, three across; on a phone one below the other. */
export function StatRow({ stats }: { readonly stats: readonly Stat[] }): ReactNode {
  const { theme, start, end } = useMail();
  const { colours, type, space } = theme;
  const line = `1px solid ${colours.hairline.light}`;
  const across = Math.min(3, stats.length);
  if (across === 0) return null;
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      className="rule"
      style={{ margin: `10px 0 ${space.block + 10}px`, borderBottom: line }}
    >
      <tbody>
        {inRows(stats).map((row) => (
          <tr key={row.map(({ label }) => label).join()}>
            {row.map(({ value, label }, column) => (
              <td
                key={`${value} ${label}`}
                className="stat rule"
                width={`${Math.floor(100 / across)}%`}
                colSpan={column === row.length - 1 ? across - column : 1}
                align={start}
                valign="top"
                style={{ padding: end === 'right' ? '14px 16px 14px 0' : '14px 0 14px 16px', borderTop: line }}
              >
                <div style={type.figure}>{value}</div>
                <div className="muted" style={{ ...type.small, color: colours.muted.light }}>
                  {label}
                </div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
