import type { MarkdownComponents } from 'masthead';
import type { CSSProperties } from 'react';
import { useMail } from './mail-context.ts';
import { StoryImage } from './story-image.tsx';

function useMargin(): string {
  return `4px 0 ${useMail().theme.space.block + 8}px`;
}

/** Tables inherit no type in Outlook, so each cell has its own. */
function useCell(): CSSProperties {
  const { theme, start } = useMail();
  return {
    fontFamily: theme.fonts.serif,
    fontSize: 16,
    lineHeight: '23px',
    padding: start === 'left' ? '8px 14px 8px 0' : '8px 0 8px 14px',
  };
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
  table: ({ children }) => (
    <div style={{ overflowX: 'auto', margin: useMargin() }}>
      <table width="100%" cellPadding={0} cellSpacing={0}>
        {children}
      </table>
    </div>
  ),
  th: function HeadCell({ style, children }) {
    const { theme, start } = useMail();
    const { colours, type } = theme;
    const look = { color: colours.muted.light, borderBottom: `1px solid ${colours.ink.light}` };
    return (
      <th
        className="muted bar"
        scope="col"
        style={{ ...useCell(), ...type.small, textAlign: start, ...look, ...style }}
      >
        {children}
      </th>
    );
  },
  td: function Cell({ style, children }) {
    const { colours } = useMail().theme;
    return (
      <td
        className="rule"
        valign="top"
        style={{ ...useCell(), borderBottom: `1px solid ${colours.hairline.light}`, ...style }}
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
  hr: function Line() {
    const { colours } = useMail().theme;
    const line = `1px solid ${colours.hairline.light}`;
    return <hr className="rule" style={{ margin: '30px auto', width: '30%', border: 0, borderTop: line }} />;
  },
  img: ({ src, alt, title }) => <StoryImage src={typeof src === 'string' ? src : ''} alt={alt ?? ''} caption={title} />,
};
