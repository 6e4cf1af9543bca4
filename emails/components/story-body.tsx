import { Markdown, type MarkdownProps } from 'masthead';
import type { ReactNode } from 'react';
import { words } from '../words.ts';
import { blockElements, wordElements } from './body-elements.tsx';
import { useMail } from './mail-context.ts';
import { PullQuote } from './pull-quote.tsx';
import { StatRow } from './stat-row.tsx';

/** A story's body, or an edition's intro, set in the theme's type. */
export function StoryBody(props: Omit<MarkdownProps, 'components' | 'footnoteBackLabel'>): ReactNode {
  const { theme, start } = useMail();
  const { colours, type } = theme;
  return (
    <Markdown
      {...props}
      footnoteBackLabel={words.backToText}
      components={{
        ...wordElements(theme, start),
        ...blockElements(theme, start),
        pullQuote: PullQuote,
        statRow: StatRow,
        footnotes: ({ children }) => (
          <div
            className="rule muted"
            style={{
              ...type.small,
              color: colours.muted.light,
              borderTop: `1px solid ${colours.hairline.light}`,
              paddingTop: 12,
            }}
          >
            <b>{words.notes}</b>
            {children}
          </div>
        ),
      }}
    />
  );
}
