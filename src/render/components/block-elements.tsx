// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { Element } from 'hast';
import type { CSSProperties } from 'react';
import type { MarkdownComponents } from '../markdown.tsx';
import { Divider } from './divider.tsx';
import { FigureFrame, growingLine } from './figure-frame.tsx';
import { hasClass } from './has-class.ts';
import { useMail } from './mail-context.ts';
import { Picture } from './picture.tsx';

/** The space around a block; under the last one in a quote or an item there is none. */
function useMargin(className: string | undefined): string {
  const { space } = useMail().theme;
  return hasClass(className, 'last') ? '10px 0 0' : `10px 0 ${space.block + 8}px`;
}

/** Tables inherit no type in Outlook, so each cell has its own. The last one ends where the page ends. */
function useCell(className: string | undefined): CSSProperties {
  const { theme, start } = useMail();
  const between = hasClass(className, 'last') ? 0 : 14;
  const line = hasClass(className, 'with-image') ? growingLine : {};
  return {
    ...theme.type.cell,
    ...line,
    padding: start === 'left' ? `8px ${between}px 8px 0` : `8px 0 8px ${between}px`,
  };
}

/** The side that Markdown names is that of a page in English: `:---` sets a column from the side on which its lines begin. */
function useAlign(style: CSSProperties | undefined): CSSProperties {
  const { start, end } = useMail();
  const sides = { left: start, right: end, center: 'center' } as const;
  const typed = style?.textAlign;
  return typed === 'left' || typed === 'right' || typed === 'center' ? { textAlign: sides[typed] } : {};
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

/** Whether an image stands anywhere in an element. */
const holdsImage = ({ children }: Element): boolean =>
  children.some((child) => child.type === 'element' && (child.tagName === 'img' || holdsImage(child)));

/** How what is set off from the words looks: quotes, tables, code, images, lines. */
export const blockElements: MarkdownComponents = {
  blockquote: function BlockQuote({ className, children }) {
    const { theme, start } = useMail();
    const { colours, type } = theme;
    const bar = `3px solid ${colours.hairline.light}`;
    const side = start === 'left' ? { borderLeft: bar, paddingLeft: 18 } : { borderRight: bar, paddingRight: 18 };
    return (
      <blockquote style={{ margin: useMargin(className) }}>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
          <tbody>
            <tr>
              <td className="rule muted" style={{ ...type.body, color: colours.muted.light, ...side }}>
                {children}
              </td>
            </tr>
          </tbody>
        </table>
      </blockquote>
    );
  },
  table: function Table({ node, className, children }) {
    const columns = countColumns(node);
    const wide = columns > 3;
    // The words of a page break anywhere rather than widen it. What scrolls has room for whole ones, and an image, which takes all
    // the width that it is given, would squeeze those beside it to a few letters a line.
    const look: CSSProperties = {
      ...(wide ? { minWidth: columns * narrowestColumn } : {}),
      ...(wide || (node && holdsImage(node)) ? { wordBreak: 'normal' } : {}),
    };
    return (
      <div style={{ ...(wide ? scrolling : {}), margin: useMargin(className) }}>
        <div style={{ overflowX: 'auto' }} tabIndex={wide ? 0 : undefined}>
          <table width="100%" cellPadding={0} cellSpacing={0} style={look}>
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
        style={{
          ...useCell(className),
          ...type.small,
          verticalAlign: 'bottom',
          textAlign: start,
          ...look,
          ...useAlign(style),
        }}
      >
        {children}
      </th>
    );
  },
  td: function Cell({ className, style, children }) {
    const { colours } = useMail().theme;
    return (
      <td
        className="cell rule"
        valign="top"
        style={{ ...useCell(className), borderBottom: `1px solid ${colours.hairline.light}`, ...useAlign(style) }}
      >
        {children}
      </td>
    );
  },
  pre: function CodeBlock({ className, children }) {
    const { colours, type } = useMail().theme;
    return (
      <div style={{ margin: useMargin(className) }}>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
          <tbody>
            <tr>
              <td className="tint" style={{ padding: '14px 16px', backgroundColor: colours.tint.light }}>
                <pre
                  dir="ltr"
                  style={{
                    ...type.code,
                    margin: 0,
                    textAlign: 'left',
                    whiteSpace: 'pre-wrap',
                    wordBreak: 'break-word',
                  }}
                >
                  {children}
                </pre>
              </td>
            </tr>
          </tbody>
        </table>
      </div>
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
  figure: function BodyFigure({ className, title, children }) {
    const { space } = useMail().theme;
    return (
      <FigureFrame caption={title} below={hasClass(className, 'last') ? 0 : space.block}>
        {children}
      </FigureFrame>
    );
  },
  img: ({ src, alt, width, height }) => (
    <Picture
      src={typeof src === 'string' ? src : ''}
      alt={alt ?? ''}
      {...(typeof width === 'number' && typeof height === 'number' ? { width, height } : {})}
    />
  ),
};
