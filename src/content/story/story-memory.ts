import type { StoryFile } from './read-story.ts';

/**
 * What was made of story files, for a program that reads them again and again: a file whose text has not changed is not
 * parsed anew. Of an archive of a thousand stories, a save then costs one. Whether images exist is part of what was made:
 * forget everything when one comes or goes.
 */
export type StoryMemory = {
  readonly recall: (file: string, text: string, read: () => Promise<StoryFile>) => Promise<StoryFile>;
  readonly forget: () => void;
};

export function createStoryMemory(): StoryMemory {
  const known = new Map<string, { readonly text: string; readonly story: StoryFile }>();
  return {
    recall: async (file, text, read) => {
      const before = known.get(file);
      if (before?.text === text) return before.story;
      const story = await read();
      known.set(file, { text, story });
      return story;
    },
    forget: () => known.clear(),
  };
}
