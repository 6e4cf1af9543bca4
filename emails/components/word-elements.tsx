import type { MarkdownComponents } from 'masthead';
import type { CSSProperties } from 'react';
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

function useList(className: string | undefined): CSSProperties {
  const { start } = useMail();
  const gap = useGap(className);
  if (hasClass(className, 'contains-task-list')) return { ...gap, padding: 0, listStyle: 'none' };
  return { ...gap, padding: start === 'left' ? '0 0 0 24px' : '0 24px 0 0' };
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
  li: ({ id, children }) => (
    <li id={id} style={{ margin: '0 0 6px' }}>
      {children}
    </li>
  ),
  sup: ({ children }) => <sup style={{ fontSize: 12, lineHeight: '1' }}>{children}</sup>,
  code: ({ children }) => <code style={{ fontFamily: useMail().theme.fonts.mono, fontSize: '.86em' }}>{children}</code>,
};
