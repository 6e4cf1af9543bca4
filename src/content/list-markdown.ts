import { readdir } from 'node:fs/promises';
import { MastheadError } from '../foundation/masthead-error.ts';

/**
 * The names of the Markdown files in a folder, in a fixed order; undefined when there is no such folder.
 * @throws MastheadError FILE_NOT_READ
 */
export async function listMarkdown(folder: string): Promise<readonly string[] | undefined> {
  try {
    const names = await readdir(folder);
    // Hidden files are an editor's own, such as Emacs's lock `.#story.md`.
    return names.filter((name) => name.endsWith('.md') && !name.startsWith('.')).sort();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return undefined;
    throw new MastheadError('FILE_NOT_READ', {
      what: `The folder ${folder} could not be read.`,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'Check its permissions.',
      place: { file: folder },
      cause,
    });
  }
}
