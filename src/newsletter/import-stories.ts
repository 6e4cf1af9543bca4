import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { importWire } from '../content/wire/import-wire.ts';
import { type Problem, throwProblems } from '../foundation/masthead-error.ts';
import { readTextFile, writeWholeFile } from '../foundation/text-file.ts';
import type { Press } from './press.ts';
import { today } from './today.ts';

export type ImportedStories = {
  /** The files that were written, relative to the newsletter's folder. */
  readonly written: readonly string[];
  /** What the importer took something to be, in sentences for whoever reads the result. */
  readonly guesses: readonly string[];
};

/**
 * Turns wire copy into stories. A file that exists is never overwritten: then nothing at all is written.
 * @throws MastheadError STORY_EXISTS, FILE_NOT_FOUND, FILE_NOT_UTF8, and what the importer cannot read
 */
export async function importStories(
  press: Press,
  file: string,
  { into }: { readonly into?: string },
): Promise<ImportedStories> {
  const folder = resolve(press.folder, into ?? join((await press.config()).content, 'stories'));
  const text = await readTextFile(resolve(press.folder, file));
  const { stories, guesses } = importWire(text, { file, today: today(press.clock.now()) });
  const files = stories.map(({ fileName, markdown }) => ({ path: join(folder, fileName), markdown }));
  throwProblems(
    files.filter(({ path }) => existsSync(path)).map(({ path }) => alreadyThere(relative(press.folder, path))),
  );
  for (const { path, markdown } of files) {
    const isNew = await writeWholeFile(path, markdown, { overwrite: false });
    if (!isNew) throwProblems([alreadyThere(relative(press.folder, path))]);
  }
  return { written: files.map(({ path }) => relative(press.folder, path)), guesses };
}

const alreadyThere = (file: string): Problem => ({
  code: 'STORY_EXISTS',
  what: `${file} exists already.`,
  why: 'An import never overwrites: somebody may have worked on that file.',
  fix: 'Rename or remove it, or import into another folder with --out. It is unchanged.',
  place: { file },
});
