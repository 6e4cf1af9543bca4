import { z } from 'zod';
import { day, direction, image, language, slug, webAddress, words } from './value-schemas.ts';

const source = z.strictObject({ name: words, url: webAddress });
const stat = z.strictObject({ value: words, label: words });
const quote = z.strictObject({ text: words, by: words.optional() });

/** The front matter of a story, in the spelling of the wire. `image.src` is looked up later: it may be a file. */
export const storySchema = z.strictObject({
  headline: words,
  slug,
  category: words,
  story_number: words.optional(),
  date: day,
  authors: z.array(words).default([]),
  sources: z.array(source).default([]),
  summary: words.optional(),
  image: image.optional(),
  url: webAddress.optional(),
  tags: z.array(words).default([]),
  draft: z.boolean().default(false),
  lang: language.optional(),
  dir: direction.optional(),
  quote: quote.optional(),
  stats: z.array(stat).default([]),
});

/** A story's front matter, checked and with defaults. */
export type StoryFrontMatter = z.output<typeof storySchema>;

/** The known keys at each place of a story's front matter; `*` stands for any item of a list. */
export const storyKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(storySchema.shape),
  'sources.*': Object.keys(source.shape),
  'stats.*': Object.keys(stat.shape),
  quote: Object.keys(quote.shape),
  image: Object.keys(image.shape),
};
