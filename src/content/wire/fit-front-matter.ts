import { isWebAddress } from '../allowed-address.ts';
import { storySchema } from '../front-matter/story-schema.ts';
import { isDay } from '../front-matter/value-schemas.ts';
import { slugify } from '../slugify.ts';
import { findDay } from './find-day.ts';

type Values = Readonly<Record<string, unknown>>;

/** Where else to look for what the front matter of a wire story lacks. */
export type Around = {
  readonly file: string;
  /** The words of the story. */
  readonly text: string;
  /** The day of the import. */
  readonly today: string;
  /** The front matter as the wire service wrote it. */
  readonly given: Values;
  /** The slugs of the stories before it in the same file. */
  readonly taken: ReadonlySet<string>;
};

/** Front matter that passes the schema, what of the wire's did not and why, in the order of the schema. */
export type FittedFrontMatter = {
  readonly values: Values & { readonly headline: string; readonly slug: string; readonly date: string };
  /** Keys and values that have no place in a story: kept as comments, so that nothing is lost. */
  readonly leftOver: Values;
  readonly guesses: readonly string[];
};

/** Makes front matter that passes the checks from what a wire service wrote. `loose` has a headline at least. */
export function fitFrontMatter(loose: Values & { readonly headline: string }, around: Around): FittedFrontMatter {
  const guesses: string[] = [];
  const required = {
    headline: loose.headline,
    slug: fitSlug(loose, around, guesses),
    category: fitCategory(loose.category, guesses),
    date: fitDate(loose, around, guesses),
  };
  const fitted: Record<string, unknown> = { ...required };
  // A key may be any word, `__proto__` too, which no object takes by assignment.
  const leftOver = new Map(replacedValues(around.given, required));
  for (const [key, value] of Object.entries(loose)) {
    if (Object.hasOwn(required, key) || value === null || value === '') continue;
    const tidy = tidyValue(key, value);
    const schema = isOptionalKey(key) ? storySchema.shape[key] : undefined;
    if (schema?.safeParse(tidy).success && !isFileImage(key, tidy)) fitted[key] = tidy;
    else {
      leftOver.set(key, value);
      guesses.push(`${key} has no place in a story as it stands, so it is kept as a comment`);
    }
  }
  const ordered = Object.keys(storySchema.shape).flatMap((key) =>
    Object.hasOwn(fitted, key) ? [[key, fitted[key]]] : [],
  );
  return { values: { ...Object.fromEntries(ordered), ...required }, leftOver: Object.fromEntries(leftOver), guesses };
}

/** What the wire said where something else stands now. */
function replacedValues(given: Values, required: Values): readonly (readonly [string, unknown])[] {
  const replaced = Object.entries(required).filter(([key, value]) => (given[key] ?? value) !== value);
  return replaced.map(([key]) => [key, given[key]]);
}

const isOptionalKey = (key: string): key is keyof typeof storySchema.shape => Object.hasOwn(storySchema.shape, key);

function fitSlug({ slug, headline }: Values & { headline: string }, { taken }: Around, guesses: string[]): string {
  const given = typeof slug === 'string' ? slugify(slug) : '';
  const base = given || slugify(headline) || 'story';
  if (!given) guesses.push(`no slug was found, so it is ${base}, from the headline`);
  else if (given !== slug) guesses.push(`the slug ${String(slug)} is written ${given}`);
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  guesses.push(`another story in the file has the slug ${base}, so this one is ${base}-${number}`);
  return `${base}-${number}`;
}

function fitCategory(category: unknown, guesses: string[]): string {
  const parsed = storySchema.shape.category.safeParse(category);
  if (parsed.success) return parsed.data;
  guesses.push('no category was found, so it is news');
  return 'news';
}

function fitDate({ date, sources }: Values, { file, text, today }: Around, guesses: string[]): string {
  if (typeof date === 'string' && isDay(date)) return date;
  const places = {
    'the date in its front matter': date,
    'the name of the file': file,
    'its sources': sources,
    'its words': text,
  };
  for (const [place, value] of Object.entries(places)) {
    const day = findDay(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
    if (day === undefined) continue;
    guesses.push(`the date is ${day}, from ${place}`);
    return day;
  }
  guesses.push(`no date was found, so it is ${today}`);
  return today;
}

/** Values that a person reads as what the schema wants: a number as text, one author as a list. */
function tidyValue(key: string, value: unknown): unknown {
  if (typeof value === 'number' && key === 'story_number') return String(value).padStart(2, '0');
  return (key === 'authors' || key === 'tags') && typeof value === 'string' ? [value] : value;
}

/** Wire copy comes without its image files. */
const isFileImage = (key: string, value: unknown): boolean =>
  key === 'image' && typeof value === 'object' && value !== null && 'src' in value && !isWebAddress(String(value.src));
