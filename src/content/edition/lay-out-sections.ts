import type { Section } from '../edition.ts';
import type { Story } from '../story.ts';
import { fold } from './select-stories.ts';

/**
 * Stories as an edition lays them out: one section without a title, or one for each category in the order in which the
 * categories first come. Its title is the category with a capital.
 */
export function layOutSections(stories: readonly Story[], by: 'category' | undefined): readonly Section[] {
  if (by === undefined) return [{ stories }];
  const sections = new Map<string, Story[]>();
  for (const story of stories) {
    const category = fold(story.category);
    sections.set(category, [...(sections.get(category) ?? []), story]);
  }
  return [...sections.values()].map((together) => ({
    title: capitalise(together[0]?.category ?? ''),
    stories: together,
  }));
}

const capitalise = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
