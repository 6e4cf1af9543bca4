import { z } from 'zod';
import { because } from './refusals.ts';
import { day, direction, fileName, image, language, line, slug, webAddress, words } from './value-schemas.ts';

/** Which stories an edition takes instead of naming them: those that agree with every key. */
const selection = z.strictObject({
  date: day.optional(),
  category: words.optional(),
  tag: words.optional(),
  limit: z.int().min(1, because('not a number from 1')).optional(),
});

/** Who paid for a part of the edition; what they say is a line of plain text. */
const sponsor = z.strictObject({ name: words, text: words, url: webAddress, image: image.optional() });

/** A file that travels with the mail, and what readers see as its name. */
const attachment = z.strictObject({ file: words, name: fileName.optional() });

/** The front matter of an edition. `stories` is a list of slugs in order, or a selection. */
export const editionSchema = z.strictObject({
  subject: words,
  preheader: line.default(''),
  date: day.optional(),
  number: z.int().min(1, because('not a number from 1')).optional(),
  template: words.optional(),
  stories: z.union([z.array(slug), selection]).optional(),
  sections: z.literal('category').optional(),
  show: z.enum(['full', 'summary']).optional(),
  sponsor: sponsor.optional(),
  attachments: z.array(z.union([words, attachment], because('not an attachment'))).optional(),
  draft: z.boolean().default(false),
  lang: language.optional(),
  dir: direction.optional(),
});

/** An edition's front matter, checked and with defaults. */
export type EditionFrontMatter = z.output<typeof editionSchema>;

/** Which stories an edition takes. */
export type Selection = z.output<typeof selection>;

/** The known keys at each place of an edition's front matter. */
export const editionKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(editionSchema.shape),
  stories: Object.keys(selection.shape),
  sponsor: Object.keys(sponsor.shape),
  'attachments.*': Object.keys(attachment.shape),
  'sponsor.image': Object.keys(image.shape),
};
