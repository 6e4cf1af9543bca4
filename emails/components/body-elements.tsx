import type { MarkdownComponents } from 'masthead';
import type { CSSProperties } from 'react';
import type { Theme } from '../theme.ts';
import { StoryImage } from './story-image.tsx';

type Side = 'left' | 'right';

/** How the words of a body look: headings, paragraphs, links, lists, notes. */
export function wordElements(theme: Theme, start: Side): MarkdownComponents {
  const { colours, type, space } = theme;
  const list: CSSProperties = {
    margin: `0 0 ${space.block}px`,
    [start === 'left' ? 'paddingLeft' : 'paddingRight']: 24,
  };
  const heading: CSSProperties = { ...type.heading, margin: '28px 0 10px' };
  const minor: CSSProperties = { ...type.body, fontWeight: 700, margin: '24px 0 8px' };
  return {
    h2: ({ children }) => <h2 style={heading}>{children}</h2>,
    h3: ({ children }) => <h3 style={heading}>{children}</h3>,
    h4: ({ children }) => <h4 style={minor}>{children}</h4>,
    h5: ({ children }) => <h5 style={minor}>{children}</h5>,
    h6: ({ children }) => <h6 style={minor}>{children}</h6>,
    p: ({ children }) => <p style={{ margin: `0 0 ${space.block}px` }}>{children}</p>,
    a: ({ href, title, id, children }) =>
      href ? (
        <a href={href} title={title} id={id} style={{ color: colours.accent.light }}>
          {children}
        </a>
      ) : (
        children
      ),
    ul: ({ className, children }) => (
      <ul style={className === undefined ? list : { ...list, listStyle: 'none', paddingLeft: 4, paddingRight: 4 }}>
        {children}
      </ul>
    ),
    ol: ({ start: first, children }) => (
      <ol start={first} style={list}>
        {children}
      </ol>
    ),
    li: ({ id, children }) => (
      <li id={id} style={{ margin: '0 0 6px' }}>
        {children}
      </li>
    ),
    sup: ({ children }) => <sup style={{ fontSize: 12, lineHeight: '1' }}>{children}</sup>,
  };
}

/** How what is set off from the words looks: quotes, tables, code, images, lines. */
export function blockElements(theme: Theme, start: Side): MarkdownComponents {
  const { colours, type, space } = theme;
  const below = `0 0 ${space.block + 6}px`;
  const hairline = `1px solid ${colours.hairline.light}`;
  // Tables inherit no type in Outlook.
  const cell: CSSProperties = { ...type.body, fontSize: 16, lineHeight: '23px', padding: '8px 14px 8px 0' };
  return {
    blockquote: ({ children }) => (
      <blockquote
        className="rule muted"
        style={{
          margin: below,
          color: colours.muted.light,
          ...(start === 'left'
            ? { borderLeft: `3px solid ${colours.hairline.light}`, padding: '2px 0 1px 18px' }
            : { borderRight: `3px solid ${colours.hairline.light}`, padding: '2px 18px 1px 0' }),
        }}
      >
        {children}
      </blockquote>
    ),
    table: ({ children }) => (
      <div style={{ overflowX: 'auto', margin: below }}>
        <table width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: 'collapse' }}>
          {children}
        </table>
      </div>
    ),
    th: ({ style, children }) => (
      <th
        className="muted bar"
        scope="col"
        style={{
          ...cell,
          ...type.small,
          fontWeight: 700,
          textAlign: start,
          color: colours.muted.light,
          borderBottom: `1px solid ${colours.ink.light}`,
          ...style,
        }}
      >
        {children}
      </th>
    ),
    td: ({ style, children }) => (
      <td className="rule" valign="top" style={{ ...cell, textAlign: start, borderBottom: hairline, ...style }}>
        {children}
      </td>
    ),
    pre: ({ children }) => (
      <pre
        className="tint"
        dir="ltr"
        style={{
          ...type.code,
          margin: below,
          padding: '14px 16px',
          backgroundColor: colours.tint.light,
          textAlign: 'left',
          whiteSpace: 'pre-wrap',
          wordBreak: 'break-word',
        }}
      >
        {children}
      </pre>
    ),
    code: ({ children }) => <code style={{ fontFamily: theme.fonts.mono, fontSize: '0.86em' }}>{children}</code>,
    hr: () => <hr className="rule" style={{ margin: '28px auto', width: '30%', border: 0, borderTop: hairline }} />,
    img: ({ src, alt, title }) => (
      <StoryImage src={typeof src === 'string' ? src : ''} alt={alt ?? ''} caption={title} />
    ),
  };
}
