// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import { type ReactNode, useContext } from 'react';
import { Markdown, type MarkdownComponents, type MarkdownProps } from '../markdown.tsx';
import { blockElements } from './block-elements.tsx';
import { DrawingContext } from './drawing-context.ts';
import { Footnotes } from './footnotes.tsx';
import { MailContext } from './mail-context.ts';
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

/**
 * A story's body, or an edition's intro, set in the theme's type. It is most of the work of a mail, and depends on nothing but its
 * tree and the mail around it, so it is a part that can be remembered.
 */
export function StoryBody(props: Omit<MarkdownProps, 'components' | 'footnoteBackLabel'>): ReactNode {
  const mail = useContext(MailContext);
  const draw = useContext(DrawingContext);
  const body = (
    <MailContext value={mail}>
      <Markdown {...props} footnoteBackLabel={mail.words.backToText} components={components} />
    </MailContext>
  );
  if (!draw) return body;
  const { tree, ...rest } = props;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React itself has drawn it, and escaped what stands in it.
  return <div dangerouslySetInnerHTML={{ __html: draw([...tree.children, rest, mail], body) }} />;
}
