import type { Selection } from './edition-schema.ts';
import type { StoryFile } from './read-story.ts';

/** By day, latest first; then as the wire counts; then by slug, so that the order never depends on the disk. */
export const inPrintOrder = (a: StoryFile, b: StoryFile): number =>
  compare(b.day ?? '', a.day ?? '') || compareNumbers(a.storyNumber, b.storyNumber) || compare(a.entry.id, b.entry.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A story without a number comes after those that have one. */
function compareNumbers(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * The stories that a selection takes, in print order. Drafts belong to draft editions only. A broken story that belongs
 * here as far as can be known is among them: leaving it out would send an edition that lacks it.
 */
export function selectStories(
  selection: Selection,
  { stories, drafts }: { readonly stories: readonly StoryFile[]; readonly drafts: boolean },
): readonly StoryFile[] {
  const chosen = stories.filter((story) => (drafts || !story.draft) && belongs(story, selection)).sort(inPrintOrder);
  return selection.limit === undefined ? chosen : chosen.slice(0, selection.limit);
}

function belongs(story: StoryFile, { date, category, tag }: Selection): boolean {
  const broken = story.entry.value === undefined;
  const answers = [
    ...(date === undefined ? [] : [story.day === undefined ? 'unknown' : story.day === date]),
    ...(category === undefined
      ? []
      : [story.category === undefined ? 'unknown' : fold(story.category) === fold(category)]),
    ...(tag === undefined ? [] : [broken && story.tags.length === 0 ? 'unknown' : story.tags.some(same(tag))]),
  ];
  return answers.every((answer) => answer !== false) && (answers.length === 0 || answers.includes(true));
}

/** Categories and tags are the same whatever their capitals. */
export const fold = (text: string): string => text.trim().toLowerCase();
const same = (tag: string) => (other: string) => fold(other) === fold(tag);
