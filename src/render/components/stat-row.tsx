// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import type { Stat } from '../../content/story.ts';
import { useMail } from './mail-context.ts';

const inRows = (stats: readonly Stat[]): readonly (readonly Stat[])[] =>
  Array.from({ length: Math.ceil(stats.length / 3) }, (_, row) => stats.slice(row * 3, row * 3 + 3));

/** No figure is squeezed to less than this, in pixels: what does not fit beside the others stands below them. */
const narrowest = 150;

/**
 * Figures, three across; on a phone one below the other. Its cells are inline blocks, which wrap by themselves where `<style>`
 * is dropped; Outlook for Windows, which cannot wrap, takes them for the cells that they are.
 */
export function StatRow({ stats }: { readonly stats: readonly Stat[] }): ReactNode {
  const { theme, start, end } = useMail();
  const { colours, type, space } = theme;
  const line = `1px solid ${colours.hairline.light}`;
  const across = Math.min(3, stats.length);
  if (across === 0) return null;
  return (
    <div style={{ margin: `10px 0 ${space.block}px` }}>
      <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
        <tbody>
          {inRows(stats).map((row) => (
            <tr key={row.map(({ label }) => label).join()}>
              {row.map(({ value, label }, column) => {
                const columns = column === row.length - 1 ? across - column : 1;
                return (
                  <td
                    key={`${value} ${label}`}
                    className="stat rule"
                    width={`${Math.floor((100 * columns) / across)}%`}
                    colSpan={columns}
                    align={start}
                    valign="top"
                    style={{
                      display: 'inline-block',
                      width: `${Math.floor((10_000 * columns) / across) / 100}%`,
                      minWidth: narrowest,
                      padding: '14px 0',
                      borderTop: line,
                    }}
                  >
                    <div style={{ ...type.figure, margin: end === 'right' ? '0 16px 0 0' : '0 0 0 16px' }}>{value}</div>
                    <div
                      className="muted"
                      style={{
                        ...type.small,
                        margin: end === 'right' ? '0 16px 0 0' : '0 0 0 16px',
                        color: colours.muted.light,
                      }}
                    >
                      {label}
                    </div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
