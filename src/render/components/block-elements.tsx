// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { Element } from 'hast';
import type { CSSProperties } from 'react';
import type { MarkdownComponents } from '../markdown.tsx';
import { Divider } from './divider.tsx';
import { Figure } from './figure.tsx';
import { useMail } from './mail-context.ts';

function useMargin(): string {
  return `4px 0 ${useMail().theme.space.block + 8}px`;
}

/** Tables inherit no type in Outlook, so each cell has its own. The last one ends where the page ends. */
function useCell(className: string | undefined): CSSProperties {
  const { theme, start } = useMail();
  const between = className === 'last' ? 0 : 14;
  return { ...theme.type.cell, padding: start === 'left' ? `8px ${between}px 8px 0` : `8px 0 8px ${between}px` };
}

/** A column that is narrower than this is no longer read but spelled: a table with many scrolls sideways on a phone. */
const narrowestColumn = 100;

/** A box that is as wide as the page and no wider: the cells around it would grow with what it holds. */
const scrolling: CSSProperties = { display: 'table', tableLayout: 'fixed', width: '100%' };

/** How many cells the first row has. */
function countColumns(node: Element | undefined): number {
  const elements = (parent: Element | undefined): readonly Element[] =>
    parent?.children.filter((child) => child.type === 'element') ?? [];
  return elements(elements(elements(node)[0])[0]).length;
}

/** How what is set off from the words looks: quotes, tables, code, images, lines. */
export const blockElements: MarkdownComponents = {
  blockquote: function BlockQuote({ children }) {
    const { theme, start } = useMail();
    const bar = `3px solid ${theme.colours.hairline.light}`;
    const side = start === 'left' ? { borderLeft: bar, paddingLeft: 18 } : { borderRight: bar, paddingRight: 18 };
    return (
      <blockquote className="rule muted" style={{ margin: useMargin(), color: theme.colours.muted.light, ...side }}>
        {children}
      </blockquote>
    );
  },
  table: function Table({ node, children }) {
    const columns = countColumns(node);
    const minWidth = columns > 3 ? columns * narrowestColumn : undefined;
    return (
      <div style={{ ...(minWidth === undefined ? {} : scrolling), margin: useMargin() }}>
        <div style={{ overflowX: 'auto' }} tabIndex={minWidth === undefined ? undefined : 0}>
          <table width="100%" cellPadding={0} cellSpacing={0} style={{ minWidth }}>
            {children}
          </table>
        </div>
      </div>
    );
  },
  th: function HeadCell({ className, style, children }) {
    const { theme, start } = useMail();
    const { colours, type } = theme;
    // The words of a page break anywhere rather than widen it; over figures, that would leave a head of two letters a line.
    const look = {
      wordBreak: 'normal',
      color: colours.muted.light,
      borderBottom: `1px solid ${colours.ink.light}`,
    } as const;
    return (
      <th
        className="muted bar"
        scope="col"
        style={{ ...useCell(className), ...type.small, verticalAlign: 'bottom', textAlign: start, ...look, ...style }}
      >
        {children}
      </th>
    );
  },
  td: function Cell({ className, style, children }) {
    const { colours } = useMail().theme;
    return (
      <td
        className="rule"
        valign="top"
        style={{ ...useCell(className), borderBottom: `1px solid ${colours.hairline.light}`, ...style }}
      >
        {children}
      </td>
    );
  },
  pre: function CodeBlock({ children }) {
    const { colours, type } = useMail().theme;
    return (
      <pre
        className="tint"
        dir="ltr"
        style={{
          ...type.code,
          margin: useMargin(),
          padding: '14px 16px',
          backgroundColor: colours.tint.light,
          textAlign: 'left',
          whiteSpace: 'pre-wrap',
          wordBreak: 'break-word',
        }}
      >
        {children}
      </pre>
    );
  },
  span: function CodeRun({ className, children }) {
    const { colours } = useMail().theme;
    if (className === 'keyword')
      return (
        <span className="accent" style={{ color: colours.accent.light }}>
          {children}
        </span>
      );
    if (className === 'string')
      return (
        <span className="string" style={{ color: colours.string.light }}>
          {children}
        </span>
      );
    return (
      <i className="muted" style={{ color: colours.muted.light }}>
        {children}
      </i>
    );
  },
  hr: Divider,
  img: ({ src, alt, title, width, height }) => (
    <Figure
      src={typeof src === 'string' ? src : ''}
      alt={alt ?? ''}
      {...(title === undefined ? {} : { caption: title })}
      {...(typeof width === 'number' && typeof height === 'number' ? { width, height } : {})}
    />
  ),
};
