// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { Element } from 'hast';
import type { CSSProperties } from 'react';
import type { MarkdownComponents } from '../markdown.tsx';
import { growingLine } from './figure-frame.tsx';
import { hasClass } from './has-class.ts';
import { useMail } from './mail-context.ts';

/** Words with an image among them stand in lines that grow with it. */
const lineOf = (className: string | undefined): CSSProperties => (hasClass(className, 'with-image') ? growingLine : {});

/** The space under a block; the last one in a quote or an item has none. */
function useGap(className: string | undefined): number {
  const { space } = useMail().theme;
  return hasClass(className, 'last') ? 0 : space.block;
}

function useParagraph(className: string | undefined): CSSProperties {
  const gap = useGap(className);
  return { margin: gap === 0 ? 0 : `0 0 ${gap}px`, ...lineOf(className) };
}

function useHeading(className: string | undefined): CSSProperties {
  return { ...useMail().theme.type.heading, margin: '30px 0 10px', ...lineOf(className) };
}

function useMinorHeading(className: string | undefined): CSSProperties {
  return { ...useMail().theme.type.body, fontWeight: 700, margin: '24px 0 6px', ...lineOf(className) };
}

/** Where the words of an item stand: as far from the side as its mark is wide, be it a sign or one figure. */
const indent = 26;
/** What each further figure of a number takes. */
const figure = 10;

/** As far in as the last number of a list is wide, so that all of them hang in the column. */
function numberIndent(node: Element | undefined): number {
  const items = node?.children.filter((child) => child.type === 'element').length ?? 0;
  const last = Number(node?.properties.start ?? 1) + items - 1;
  return indent + figure * (`${last}`.length - 1);
}

/** Set in by a margin: Outlook for Windows leaves out the padding, and would hang the marks out of the page. */
function useList(className: string | undefined, side = indent): CSSProperties {
  const { start } = useMail();
  const gap = useGap(className);
  // A list in an item keeps as much from the words above as its items keep from one another.
  const top = gap === 0 ? '6px' : '0';
  return {
    margin: start === 'left' ? `${top} 0 ${gap}px ${side}px` : `${top} ${side}px ${gap}px 0`,
    padding: 0,
  };
}

/** The box of a task takes the place of the mark, and hangs before its words, however many lines they take. */
const itemStyle = (className: string | undefined): CSSProperties => ({
  margin: '0 0 6px',
  ...(hasClass(className, 'task-list-item') ? { listStyle: 'none' } : {}),
  ...lineOf(className),
});

/** How the words of a body look: headings, paragraphs, links, lists. */
export const wordElements: MarkdownComponents = {
  h2: ({ className, children }) => <h2 style={useHeading(className)}>{children}</h2>,
  h3: ({ className, children }) => <h3 style={useHeading(className)}>{children}</h3>,
  h4: ({ className, children }) => <h4 style={useMinorHeading(className)}>{children}</h4>,
  h5: ({ className, children }) => <h5 style={useMinorHeading(className)}>{children}</h5>,
  h6: ({ className, children }) => <h6 style={useMinorHeading(className)}>{children}</h6>,
  p: ({ className, children }) => <p style={useParagraph(className)}>{children}</p>,
  a: function BodyLink({ href, title, id, className, 'aria-label': label, children }) {
    const { colours } = useMail().theme;
    if (!href) return children;
    // The arrow back is one small sign by itself: with this it is large enough for a finger, and no line grows.
    const target = hasClass(className, 'data-footnote-backref') ? { padding: '13px 14px' } : {};
    return (
      <a href={href} title={title} id={id} aria-label={label} style={{ color: colours.accent.light, ...target }}>
        {children}
      </a>
    );
  },
  ul: ({ className, children }) => <ul style={useList(className)}>{children}</ul>,
  ol: ({ node, className, start, children }) => (
    <ol start={start} style={useList(className, numberIndent(node))}>
      {children}
    </ol>
  ),
  li: ({ id, className, children }) => (
    <li id={id} style={itemStyle(className)}>
      {children}
    </li>
  ),
  input: function TaskBox({ checked }) {
    const { start } = useMail();
    const out = start === 'left' ? { marginLeft: -indent } : { marginRight: -indent };
    // The selector keeps the sign from becoming a coloured picture.
    // The space parts it from the words where Outlook for Windows gives it no width of its own.
    const box = `${checked ? '☑' : '☐'}\ufe0e\u00a0`;
    return <span style={{ display: 'inline-block', width: indent, ...out }}>{box}</span>;
  },
  sup: ({ children }) => <sup style={{ fontSize: 12, lineHeight: '1' }}>{children}</sup>,
  code: ({ children }) => <code style={{ fontFamily: useMail().theme.fonts.mono, fontSize: '.86em' }}>{children}</code>,
};
