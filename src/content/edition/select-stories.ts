import type { Selection } from '../front-matter/edition-schema.ts';
import type { StoryFile } from '../story/read-story.ts';

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
 * The stories that a selection takes, in print order. Drafts belong to draft editions only. A broken story that may belong
 * here, as far as is known, is among them, beyond any limit: leaving it out could send an edition that lacks it.
 */
export function selectStories(
  selection: Selection,
  { stories, drafts }: { readonly stories: readonly StoryFile[]; readonly drafts: boolean },
): readonly StoryFile[] {
  const { limit = Number.POSITIVE_INFINITY } = selection;
  let sound = 0;
  return stories
    .filter((story) => (drafts || !story.draft) && mayBelong(story, selection))
    .sort(inPrintOrder)
    .filter((story) => {
      // Mended, it may come before all others.
      if (story.day === undefined) return true;
      const fits = sound < limit;
      if (story.entry.value) sound += 1;
      return fits;
    });
}

/** What is not known of a story may be what the selection asks for. */
function mayBelong(story: StoryFile, { date, category, tag }: Selection): boolean {
  return (
    !story.stray &&
    (date === undefined || story.day === undefined || story.day === date) &&
    (category === undefined || story.category === undefined || fold(story.category) === fold(category)) &&
    (tag === undefined || story.tags === undefined || story.tags.some(same(tag)))
  );
}

/** Categories and tags are the same whatever their capitals. */
export const fold = (text: string): string => text.trim().toLowerCase();
const same = (tag: string) => (other: string) => fold(other) === fold(tag);
