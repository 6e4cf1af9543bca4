import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MastheadError, type Problem } from '../foundation/masthead-error.ts';
import { readTextFile } from '../foundation/text-file.ts';
import type { Content } from './content.ts';
import { composeEdition } from './edition/compose-edition.ts';
import { type EditionFile, readEdition } from './edition/read-edition.ts';
import { inPrintOrder } from './edition/select-stories.ts';
import { createAttachmentFinder } from './files/find-attachment.ts';
import { createImageFinder } from './files/find-image.ts';
import { listMarkdown } from './list-markdown.ts';
import { mapBounded } from './map-bounded.ts';
import type { Source } from './source.ts';
import { readStory, type StoryFile } from './story/read-story.ts';
import { groupBySlug, refuseSharedSlugs } from './story/refuse-shared-slugs.ts';
import type { StoryMemory } from './story/story-memory.ts';

/** Which content to read. */
export type ReadContentOptions = {
  /** The newsletter's folder, an absolute path. */
  readonly folder: string;
  /** The content folder inside it: `content`. */
  readonly content: string;
  /** The template of editions that name none. */
  readonly template: string;
  /** The subscriber list, an absolute path: nothing may attach or show it. */
  readonly list?: string | undefined;
  /** For whoever reads the same folder again. */
  readonly memory?: StoryMemory | undefined;
};

/** A thousand files are not opened at once. */
const filesAtOnce = 16;

/**
 * Reads every story and edition. What is wrong with a file is in its entry, what is wrong with the folder in `problems`;
 * nothing that stands in a file makes this throw. The problems of an edition include those of the stories that it takes,
 * as the very same objects.
 * @throws MastheadError FILE_NOT_READ when a folder cannot be listed
 */
export async function readContent({ folder, content, template, list, memory }: ReadContentOptions): Promise<Content> {
  const contentFolder = join(folder, content);
  const findImage = createImageFinder({ contentFolder, list });
  const findAttachment = createAttachmentFinder({ contentFolder, list });
  const [storyNames, editionNames] = await Promise.all([
    listMarkdown(join(contentFolder, 'stories')),
    listMarkdown(join(contentFolder, 'editions')),
  ]);
  const stories = refuseSharedSlugs(
    await mapBounded(storyNames ?? [], filesAtOnce, async (name) => {
      const file = `${content}/stories/${name}`;
      const source = await readSource(folder, file);
      const read = (): Promise<StoryFile> => readStory(source, file, findImage);
      return source.text === undefined || !memory ? read() : memory.recall(file, source.text, read);
    }),
  );
  const desk = { stories: groupBySlug(stories), findImage, findAttachment, template };
  const editions = await mapBounded(editionNames ?? [], filesAtOnce, async (name) => {
    const file = `${content}/editions/${name}`;
    return readEdition(await readSource(folder, file), file, desk);
  });
  const composed = daysWithoutEdition(stories, editions).map((day) => ({
    day,
    entry: composeEdition(day, { stories, template, folder: `${content}/stories` }),
  }));
  const isEmpty = [storyNames, editionNames].every((names) => !names?.length);
  return {
    stories: [...stories].sort(inPrintOrder).map(({ entry, day, draft, stray }) => ({
      ...entry,
      ...(day === undefined ? {} : { day }),
      draft,
      ...(stray ? { stray } : {}),
    })),
    editions: [...editions, ...composed].sort(latestFirst).map(({ entry }) => entry),
    problems: isEmpty ? [nothingIn(content, await listMarkdown(contentFolder))] : [],
  };
}

/** The text of a file, or why there is none; paths are said as the user would type them. */
async function readSource(folder: string, file: string): Promise<Source> {
  const path = join(folder, file);
  try {
    return { text: await readTextFile(path), problems: [] };
  } catch (error) {
    if (!(error instanceof MastheadError)) throw error;
    const problems = error.problems.map((problem) => ({
      ...problem,
      what: problem.what.replaceAll(path, file),
      why: problem.why.replaceAll(path, file),
      place: { ...problem.place, file },
    }));
    const damaged = error.code === 'FILE_NOT_UTF8' ? await readFile(path, 'latin1').catch(() => '') : '';
    return { problems, damaged };
  }
}

/** The days whose stories would be printed nowhere. A draft edition counts: it says that its day is not ready. */
function daysWithoutEdition(stories: readonly StoryFile[], editions: readonly EditionFile[]): readonly string[] {
  const taken = new Set(editions.flatMap(({ day, entry }) => [day, entry.id]));
  const days = stories.flatMap(({ day, draft }) => (day === undefined || draft ? [] : [day]));
  return [...new Set(days)].filter((day) => !taken.has(day));
}

/** By day; of one day, those with a file in the order of their names. An edition whose day is unknown comes first: it is being written. */
function latestFirst(a: EditionFile, b: EditionFile): number {
  const [dayOfA, dayOfB] = [a.day ?? '9999', b.day ?? '9999'];
  return dayOfA === dayOfB ? (a.entry.id < b.entry.id ? -1 : 1) : dayOfA < dayOfB ? 1 : -1;
}

const nothingIn = (content: string, listed: readonly string[] | undefined): Problem =>
  listed === undefined
    ? {
        code: 'CONTENT_NOT_FOUND',
        what: `There is no folder ${content}.`,
        why: 'Stories are read from its folder stories, editions from its folder editions.',
        fix: 'Make it, or say in masthead.config.ts where the content is.',
        place: { file: content },
      }
    : {
        code: 'CONTENT_EMPTY',
        what: `The folder ${content} holds no story and no edition.`,
        why: `They are the .md files in ${content}/stories and ${content}/editions.`,
        fix: 'Start one with `masthead new story`, or bring wire copy in with `masthead import`.',
        place: { file: content },
      };
