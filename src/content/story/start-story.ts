import { stringify } from 'yaml';
import { slugify } from '../slugify.ts';

/** A file to start from. */
export type StartedFile = { readonly fileName: string; readonly markdown: string };

/**
 * A story to start from: a draft, so that it is in no edition before it is written. Its slug holds the day, so that each
 * day's first one is free.
 */
export function startStory({
  day,
  headline = 'Headline',
}: {
  readonly day: string;
  readonly headline?: string;
}): StartedFile {
  const slug = headline === 'Headline' ? `story-of-${day}` : slugify(headline) || `story-of-${day}`;
  const frontMatter = {
    headline,
    slug,
    category: 'news',
    story_number: '01',
    date: day,
    authors: ['Your Name'],
    sources: [{ name: 'Where it was read', url: 'https://example.com/' }],
    draft: true,
  };
  return {
    fileName: `${day}-${slug.replace(`-of-${day}`, '')}.md`,
    markdown: `---\n${stringify(frontMatter, { lineWidth: 0 })}---\n\nThe first paragraph says what happened; it is also the summary.\n\n## A section\n\nMore words.\n`,
  };
}
