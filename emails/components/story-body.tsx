import { Markdown, type MarkdownComponents, type MarkdownProps } from 'masthead';
import type { ReactNode } from 'react';
import { words } from '../words.ts';
import { blockElements } from './block-elements.tsx';
import { Footnotes } from './footnotes.tsx';
import { Passage } from './passage.tsx';
import { PullQuote } from './pull-quote.tsx';
import { StatRow } from './stat-row.tsx';
import { wordElements } from './word-elements.tsx';

const components: MarkdownComponents = {
  ...wordElements,
  ...blockElements,
  passage: Passage,
  pullQuote: PullQuote,
  statRow: StatRow,
  footnotes: Footnotes,
};

/** A story's body, or an edition's intro, set in the theme's type. */
export function StoryBody(props: Omit<MarkdownProps, 'components' | 'footnoteBackLabel'>): ReactNode {
  return <Markdown {...props} footnoteBackLabel={words.backToText} components={components} />;
}
