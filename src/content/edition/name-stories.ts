import type { Place, Problem } from '../../foundation/masthead-error.ts';
import { nearest } from '../../foundation/nearest.ts';
import type { StoryFile } from '../story/read-story.ts';

/** A slug that an edition names, and where. */
export type NamedStory = { readonly slug: string; readonly place: Place };

/** The stories that an edition names, in its order; what is not there, there twice or a draft goes to `problems`. */
export function nameStories(
  named: readonly NamedStory[],
  { stories, drafts }: { readonly stories: ReadonlyMap<string, readonly StoryFile[]>; readonly drafts: boolean },
): { readonly stories: readonly StoryFile[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const found = named.flatMap(({ slug, place }) => {
    const files = stories.get(slug) ?? [];
    if (seen.has(slug)) problems.push({ ...namedTwice(slug), place });
    else if (files.length === 0) problems.push({ ...notWritten(slug, [...stories.keys()]), place });
    else if (!drafts && files.some(({ draft }) => draft)) problems.push({ ...isDraft(slug, files), place });
    seen.add(slug);
    return files;
  });
  return { stories: [...new Set(found)], problems };
}

function notWritten(slug: string, known: readonly string[]): Omit<Problem, 'place'> {
  const near = nearest(slug, known);
  return {
    code: 'STORY_NOT_FOUND',
    what: `There is no story ${slug}.`,
    why: `No file in the stories folder has \`slug: ${slug}\`.`,
    fix: near ? `Did you mean ${near}?` : 'Write it, or take it out of the edition.',
  };
}

const namedTwice = (slug: string): Omit<Problem, 'place'> => ({
  code: 'STORY_TWICE',
  what: `The edition names the story ${slug} twice.`,
  why: 'A story stands in an edition once.',
  fix: 'Take one of the two lines out.',
});

const isDraft = (slug: string, files: readonly StoryFile[]): Omit<Problem, 'place'> => ({
  code: 'STORY_DRAFT',
  what: `The story ${slug} is a draft, and the edition is not.`,
  why: `${files[0]?.entry.file ?? slug} says \`draft: true\`; a draft is never sent.`,
  fix: 'Take `draft: true` out of the story, or put it into the edition too.',
});
