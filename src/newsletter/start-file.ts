import { join, relative } from 'node:path';
import { startEdition } from '../content/start-edition.ts';
import { type StartedFile, startStory } from '../content/start-story.ts';
import { MastheadError } from '../foundation/masthead-error.ts';
import { writeWholeFile } from '../foundation/text-file.ts';
import type { Press } from './press.ts';

/**
 * Writes a story or an edition, dated today, to start from; never over a file that exists.
 * @returns its path, relative to the newsletter's folder
 * @throws MastheadError EDITION_EXISTS
 */
export async function startFile(press: Press, kind: 'story' | 'edition'): Promise<string> {
  return kind === 'story' ? startNextStory(press) : startTodaysEdition(press);
}

/** The day where the editor sits: an edition begun at one in the morning is not yesterday's. */
function today({ clock }: Press): string {
  const now = clock.now();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

async function startNextStory(press: Press): Promise<string> {
  const day = today(press);
  const slugs = new Set((await press.content()).stories.map(({ id }) => id));
  for (let number = 1; ; number += 1) {
    const started = startStory(number === 1 ? { day } : { day, headline: `Headline ${number}` });
    const slug = /^slug: (.+)$/m.exec(started.markdown)?.[1] ?? '';
    const file = slugs.has(slug) ? undefined : await write(press, 'stories', started);
    if (file !== undefined) return file;
  }
}

async function startTodaysEdition(press: Press): Promise<string> {
  const day = today(press);
  const { stories } = await press.content();
  const slugs = stories.flatMap(({ value }) => (value?.date === day && !value.draft ? [value.slug] : []));
  const started = startEdition({ day, slugs });
  const file = await write(press, 'editions', started);
  if (file !== undefined) return file;
  throw new MastheadError('EDITION_EXISTS', {
    what: `${started.fileName} exists already.`,
    why: 'A day has one edition of that name, and a started file never overwrites another.',
    fix: 'Go on writing in it, or rename it first. It is unchanged.',
    place: { file: join((await press.config()).content, 'editions', started.fileName) },
  });
}

async function write(
  press: Press,
  kind: 'stories' | 'editions',
  { fileName, markdown }: StartedFile,
): Promise<string | undefined> {
  const path = join(press.folder, (await press.config()).content, kind, fileName);
  return (await writeWholeFile(path, markdown, { overwrite: false })) ? relative(press.folder, path) : undefined;
}
