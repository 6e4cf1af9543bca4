import type { Problem } from '../../foundation/masthead-error.ts';
import type { StoryFile } from './read-story.ts';

/** Story files by slug, in the order in which they come. */
export function groupBySlug(stories: readonly StoryFile[]): ReadonlyMap<string, readonly StoryFile[]> {
  const groups = new Map<string, StoryFile[]>();
  for (const story of stories) groups.set(story.entry.id, [...(groups.get(story.entry.id) ?? []), story]);
  return groups;
}

/** Breaks the stories whose slug another has too: an edition that names it could mean either. */
export function refuseSharedSlugs(stories: readonly StoryFile[]): readonly StoryFile[] {
  const groups = groupBySlug(stories);
  return stories.map((story) => {
    const { id, file, problems } = story.entry;
    const others = (groups.get(id) ?? []).filter((other) => other !== story).map(({ entry }) => entry.file);
    if (others.length === 0) return story;
    const shared: Problem = { ...sharedSlug(id, others), place: story.slugPlace };
    return { ...story, entry: { id, file, problems: [...problems, shared] } };
  });
}

const sharedSlug = (slug: string, others: readonly string[]): Omit<Problem, 'place'> => ({
  code: 'SLUG_TWICE',
  what: `The slug ${slug} is not this story's alone.`,
  why: `${others.join(' and ')} ${others.length === 1 ? 'has' : 'have'} it too, so an edition could mean either.`,
  fix: 'Give one of them another slug.',
});
