// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { CSSProperties } from 'react';
import type { MarkdownComponents } from '../markdown.tsx';
import { useMail } from './mail-context.ts';

const hasClass = (className: string | undefined, name: string): boolean => (className ?? '').split(' ').includes(name);

/** The space under a block; the last one in a quote or an item has none. */
function useGap(className: string | undefined): CSSProperties {
  const { space } = useMail().theme;
  return { margin: hasClass(className, 'last') ? 0 : `0 0 ${space.block}px` };
}

function useHeading(): CSSProperties {
  return { ...useMail().theme.type.heading, margin: '30px 0 10px' };
}

function useMinorHeading(): CSSProperties {
  return { ...useMail().theme.type.body, fontWeight: 700, margin: '24px 0 6px' };
}

/** Where the words of an item stand: as far from the side as its mark is wide. */
const indent = 26;

function useList(className: string | undefined): CSSProperties {
  const { start } = useMail();
  const gap = useGap(className);
  if (hasClass(className, 'contains-task-list')) return { ...gap, padding: 0, listStyle: 'none' };
  return { ...gap, padding: start === 'left' ? `0 0 0 ${indent}px` : `0 ${indent}px 0 0` };
}

/** The box of a task hangs before its words, however many lines they take. */
function useItem(className: string | undefined): CSSProperties {
  const { start } = useMail();
  const gap = { margin: '0 0 6px' };
  if (!hasClass(className, 'task-list-item')) return gap;
  return { ...gap, padding: start === 'left' ? `0 0 0 ${indent}px` : `0 ${indent}px 0 0` };
}

/** How the words of a body look: headings, paragraphs, links, lists. */
export const wordElements: MarkdownComponents = {
  h2: ({ children }) => <h2 style={useHeading()}>{children}</h2>,
  h3: ({ children }) => <h3 style={useHeading()}>{children}</h3>,
  h4: ({ children }) => <h4 style={useMinorHeading()}>{children}</h4>,
  h5: ({ children }) => <h5 style={useMinorHeading()}>{children}</h5>,
  h6: ({ children }) => <h6 style={useMinorHeading()}>{children}</h6>,
  p: ({ className, children }) => <p style={useGap(className)}>{children}</p>,
  a: function BodyLink({ href, title, id, 'aria-label': label, children }) {
    const { colours } = useMail().theme;
    if (!href) return children;
    return (
      <a href={href} title={title} id={id} aria-label={label} style={{ color: colours.accent.light }}>
        {children}
      </a>
    );
  },
  ul: ({ className, children }) => <ul style={useList(className)}>{children}</ul>,
  ol: ({ className, start, children }) => (
    <ol start={start} style={useList(className)}>
      {children}
    </ol>
  ),
  li: ({ id, className, children }) => (
    <li id={id} style={useItem(className)}>
      {children}
    </li>
  ),
  input: function TaskBox({ checked }) {
    const { start } = useMail();
    const out = start === 'left' ? { marginLeft: -indent } : { marginRight: -indent };
    // The selector keeps the sign from becoming a coloured picture.
    const box = `${checked ? '☑' : '☐'}\ufe0e`;
    return <span style={{ display: 'inline-block', width: indent, ...out }}>{box}</span>;
  },
  sup: ({ children }) => <sup style={{ fontSize: 12, lineHeight: '1' }}>{children}</sup>,
  code: ({ children }) => <code style={{ fontFamily: useMail().theme.fonts.mono, fontSize: '.86em' }}>{children}</code>,
};
