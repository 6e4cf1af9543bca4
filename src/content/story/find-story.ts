import { MastheadError, throwProblems } from '../../foundation/masthead-error.ts';
import { nearest } from '../../foundation/nearest.ts';
import type { Content } from '../content.ts';
import type { Story } from '../story.ts';

/**
 * The story with that slug, drafts too.
 * @throws MastheadError STORY_NOT_FOUND, or everything that is wrong with the story's file
 */
export function findStory(content: Content, slug: string): Story {
  const entries = content.stories.filter(({ id }) => id === slug);
  throwProblems(entries.flatMap(({ problems }) => problems));
  const story = entries.find(({ value }) => value)?.value;
  if (story) return story;
  const near = nearest(
    slug,
    content.stories.map(({ id }) => id),
  );
  throw new MastheadError('STORY_NOT_FOUND', {
    what: `There is no story ${JSON.stringify(slug)}.`,
    why: `The content folder holds ${content.stories.length} others.`,
    fix: near ? `Did you mean ${near}?` : 'Check the name, or run `masthead new story`.',
  });
}
