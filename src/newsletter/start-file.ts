import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { startEdition } from '../content/edition/start-edition.ts';
import { type StartedFile, startStory } from '../content/story/start-story.ts';
import { MastheadError, type Problem, throwProblems } from '../foundation/masthead-error.ts';
import { writeWholeFile } from '../foundation/text-file.ts';
import type { Press } from './press.ts';
import { today } from './today.ts';

/**
 * Writes a story or an edition, dated today, to start from; never over a file that exists.
 * @returns its path, relative to the newsletter's folder
 * @throws MastheadError EDITION_EXISTS, and everything that is wrong with the stories that an edition would have
 */
export async function startFile(press: Press, kind: 'story' | 'edition'): Promise<string> {
  return kind === 'story' ? startNextStory(press) : startTodaysEdition(press);
}

async function startNextStory(press: Press): Promise<string> {
  const day = today(press.clock.now());
  const slugs = new Set((await press.content()).stories.map(({ id }) => id));
  for (let number = 1; ; number += 1) {
    const started = startStory(number === 1 ? { day } : { day, headline: `Headline ${number}` });
    const slug = /^slug: (.+)$/m.exec(started.markdown)?.[1] ?? '';
    const file = slugs.has(slug) ? undefined : await write(press, 'stories', started);
    if (file !== undefined) return file;
  }
}

/** Names the stories of the day but the drafts; one that cannot be used would be left out for good, so it is told instead. */
async function startTodaysEdition(press: Press): Promise<string> {
  const day = today(press.clock.now());
  const stories = (await press.content()).stories.filter(
    (story) => !story.draft && !story.stray && (story.day ?? day) === day,
  );
  const started = startEdition({ day, slugs: stories.flatMap(({ value }) => value?.slug ?? []) });
  const place = { file: join((await press.config()).content, 'editions', started.fileName) };
  const isThere = existsSync(join(press.folder, place.file));
  if (!isThere) throwProblems(sayNothingStarted(stories.flatMap(({ problems }) => problems)));
  const file = isThere ? undefined : await write(press, 'editions', started);
  if (file !== undefined) return file;
  throw new MastheadError('EDITION_EXISTS', {
    what: `${started.fileName} exists already.`,
    why: 'A day has one edition of that name, and a started file never overwrites another.',
    fix: 'Go on writing in it, or rename it first. It is unchanged.',
    place,
  });
}

const sayNothingStarted = ([first, ...rest]: readonly Problem[]): readonly Problem[] =>
  first ? [{ ...first, fix: `${first.fix} No edition was started.` }, ...rest] : [];

async function write(
  press: Press,
  kind: 'stories' | 'editions',
  { fileName, markdown }: StartedFile,
): Promise<string | undefined> {
  const path = join(press.folder, (await press.config()).content, kind, fileName);
  return (await writeWholeFile(path, markdown, { overwrite: false })) ? relative(press.folder, path) : undefined;
}
