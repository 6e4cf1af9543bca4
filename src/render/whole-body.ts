import type { Paragraph, Root, RootContent } from 'mdast';
import type { Story } from '../content/story.ts';
import { cutFields } from '../foundation/merge-field.ts';

/** A story's body with the quote and the figures of its front matter at its end, as if they were written there: its footnotes stay last. */
export function wholeBody(story: Story): Root {
  const { quote, stats } = story;
  const added: RootContent[] = [];
  if (quote) {
    const { text, by } = quote;
    added.push({ type: 'pullQuote', ...(by === undefined ? {} : { by }), children: [paragraph(text)] });
  }
  if (stats.length > 0) {
    added.push({ type: 'statRow', value: stats.map(({ value, label }) => `${value}: ${label}`).join('\n'), stats });
  }
  return added.length === 0 ? story.body : { ...story.body, children: [...story.body.children, ...added] };
}

const paragraph = (words: string): Paragraph => ({
  type: 'paragraph',
  children: cutFields(words).map((piece) => {
    if (piece.kind === 'text') return { type: 'text', value: piece.text };
    return piece.kind === 'field' ? { type: 'mergeField', value: piece.source } : { type: 'text', value: piece.source };
  }),
});
