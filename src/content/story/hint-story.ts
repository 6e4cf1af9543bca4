import { basename } from 'node:path';
import type { FrontMatterEntry } from '../front-matter/guess-entries.ts';
import { isDay } from '../front-matter/value-schemas.ts';

/** What is known of a story even when it cannot be used: enough to see whom that stops. What is not known is absent. */
export type StoryHints = {
  readonly slug: string;
  readonly day?: string;
  readonly category?: string;
  readonly storyNumber?: string;
  readonly tags?: readonly string[];
  readonly draft: boolean;
  /** Nothing in it says that it is one: notes, say, that lie beside the stories. */
  readonly stray?: true;
};

/**
 * What front matter says of its story, whether or not all of it is well. The file's name says the day where no date is
 * given; where one is given that is no day, it may mean any.
 */
export function hintStory(entries: readonly FrontMatterEntry[], file: string): StoryHints {
  const name = basename(file, '.md');
  const dates = valuesOf(entries, 'date');
  const day = dates.length === 0 ? name.slice(0, 10) : only(dates);
  const category = only(valuesOf(entries, 'category'));
  const [storyNumber] = valuesOf(entries, 'story_number');
  const [slug] = valuesOf(entries, 'slug');
  const tags = tagsOf(entries);
  const drafts = entries.filter(([key]) => key === 'draft');
  return {
    slug: typeof slug === 'string' ? slug : name.replace(/^\d{4}-\d{2}-\d{2}-?/, '') || name,
    ...(typeof day === 'string' && isDay(day) ? { day } : {}),
    ...(typeof category === 'string' ? { category } : {}),
    ...(typeof storyNumber === 'string' || typeof storyNumber === 'number' ? { storyNumber: `${storyNumber}` } : {}),
    ...(tags ? { tags } : {}),
    // A draft is left out without a word, so nothing less than that very key makes one.
    draft: drafts.length > 0 && drafts.every(([, value]) => value === true),
  };
}

/** What is said for a key, texts trimmed; for one with other capitals, where the key itself is not there. */
function valuesOf(entries: readonly FrontMatterEntry[], key: string): readonly unknown[] {
  const exact = entries.filter(([name]) => name === key);
  const meant = exact.length > 0 ? exact : entries.filter(([name]) => name.toLowerCase() === key);
  return meant
    .map(([, value]) => (typeof value === 'string' ? value.trim() : value))
    .filter((value) => value !== null && value !== '');
}

/** What is said once, or the same each time. */
const only = (values: readonly unknown[]): unknown => (new Set(values).size === 1 ? values[0] : undefined);

/** None where none are said; where something else than a list of texts is, nothing is known of them. */
function tagsOf(entries: readonly FrontMatterEntry[]): readonly string[] | undefined {
  const said = valuesOf(entries, 'tags');
  const tags = said.flatMap((list) => (Array.isArray(list) ? list : [undefined]));
  return tags.every((tag) => typeof tag === 'string') ? tags : undefined;
}
