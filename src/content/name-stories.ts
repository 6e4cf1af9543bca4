import type { Problem } from '../foundation/masthead-error.ts';
import { nearest } from '../foundation/nearest.ts';
import type { StoryFile } from './read-story.ts';

/** The stories of these slugs, in that order; what is not there, there twice or a draft goes to `problems`. */
export function nameStories(
  slugs: readonly string[],
  {
    stories,
    drafts,
    place,
  }: {
    readonly stories: ReadonlyMap<string, readonly StoryFile[]>;
    readonly drafts: boolean;
    readonly place: (at: number) => NonNullable<Problem['place']>;
  },
): { readonly stories: readonly StoryFile[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const named = slugs.flatMap((slug, at) => {
    const files = stories.get(slug) ?? [];
    if (slugs.indexOf(slug) < at) problems.push({ ...namedTwice(slug), place: place(at) });
    else if (files.length === 0) problems.push({ ...notWritten(slug, [...stories.keys()]), place: place(at) });
    else if (!drafts && files.some(({ draft }) => draft)) problems.push({ ...isDraft(slug, files), place: place(at) });
    return files;
  });
  return { stories: [...new Set(named)], problems };
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
