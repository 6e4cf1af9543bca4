// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { Markdown, type MarkdownComponents, type MarkdownProps } from '../markdown.tsx';
import { blockElements } from './block-elements.tsx';
import { Footnotes } from './footnotes.tsx';
import { useMail } from './mail-context.ts';
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
  return <Markdown {...props} footnoteBackLabel={useMail().words.backToText} components={components} />;
}
