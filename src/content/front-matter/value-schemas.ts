import { z } from 'zod';
import { isWebAddress } from '../allowed-address.ts';
import { oneLine } from '../one-line.ts';
import { because } from './refusals.ts';

/** One line of text. */
export const line = z.string().transform(oneLine);

/** One line of text with something in it. */
export const words = line.refine((text) => text !== '', because('empty'));

/** A day of the calendar, `2026-04-27`. */
export const day = z.string().refine(isDay, because('not a day'));

/** Small letters and digits, joined by single hyphens: safe as a file name and in an address. */
export const slug = z.string().refine(isSlug, because('not a slug'));

/** What readers see as the name of a file, and save it as. */
export const fileName = words.refine(isFileName, because('not a file name'));

export const webAddress = line.refine(isWebAddress, because('not a web address'));

const pixels = z.int().min(1, because('not a number from 1'));

/**
 * An image as it is named; `src` is looked up later: it may be a file. `alt` may be empty, for an image that says nothing to
 * those who cannot see it; it may not be forgotten. `width` and
 * `height` are those that it is shown in.
 */
export const image = z.strictObject({
  src: words,
  alt: line,
  caption: words.optional(),
  credit: words.optional(),
  width: pixels.optional(),
  height: pixels.optional(),
});

/** An image as front matter names it. */
export type ImageFrontMatter = z.output<typeof image>;

/** A BCP 47 tag, as in `lang="pt-BR"`. */
export const language = z.string().refine(isLanguage, because('not a language'));

export const direction = z.enum(['ltr', 'rtl']);

/** Whether a value can serve as a slug. */
export function isSlug(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value);
}

/**
 * Whether a file can be saved under a name on any system: Windows refuses more than the others. Turning the direction of
 * writing round would make `gpj.exe` of `exe.jpg`. Nor can it hold a merge field: files are the same for everyone.
 */
export function isFileName(name: string): boolean {
  const refused = /[\\/:*?"<>|\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]|^\.|\.$|\{\{/u;
  return !refused.test(name) && Buffer.byteLength(name) <= 255;
}

/** Whether a text is a day that the calendar has: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether a text is a language tag, `ja` or `pt-BR`. */
export function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
