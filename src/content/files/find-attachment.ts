import type { Problem } from '../../foundation/masthead-error.ts';
import { isAbsoluteAddress } from '../allowed-address.ts';
import { shorten } from '../shorten.ts';
import { candidatePaths } from './candidate-paths.ts';
import { findFile, type Publishing } from './find-file.ts';
import { nearestFile } from './nearest-file.ts';

/** A file as a path inside the content folder, with forward slashes, and its size; or what is wrong with it. */
export type FoundAttachment =
  | { readonly file: string; readonly bytes: number }
  | { readonly problem: Omit<Problem, 'place'> };

/** Looks an attachment up for a file that stands in `from`, a folder inside the content folder: `editions`. */
export type FindAttachment = (path: string, from: string) => Promise<FoundAttachment>;

/** Makes a finder of attachments. A path is meant as an image's is, but taken as it stands: `%20` is no space. */
export function createAttachmentFinder(publishing: Publishing): FindAttachment {
  return async (path, from) => {
    const slashed = path.replaceAll('\\', '/');
    const inside = isAbsoluteAddress(path) || slashed.startsWith('/') ? [] : candidatePaths(slashed, from);
    if (inside.length === 0) return { problem: outside(path) };
    for (const file of inside) {
      const found = await findFile(file, publishing);
      if (found.kind === 'file') return { file, bytes: found.bytes };
      if (found.kind === 'outside') return { problem: outside(path) };
      if (found.kind === 'list') return { problem: isList(path) };
    }
    return { problem: notFound(path, await nearestFile(publishing.contentFolder, inside)) };
  };
}

const outside = (path: string): Omit<Problem, 'place'> => ({
  code: 'ATTACHMENT_OUTSIDE',
  what: `The attachment ${shorten(path)} is outside of the content folder.`,
  why: 'Only files in the content folder are mailed, and a link out of it is not followed; nothing is fetched from the web.',
  fix: 'Copy the file into the content folder and name it like files/report.pdf.',
});

const isList = (path: string): Omit<Problem, 'place'> => ({
  code: 'ATTACHMENT_IS_LIST',
  what: `The attachment ${shorten(path)} is the subscriber list.`,
  why: "Every subscriber would get everyone's address.",
  fix: 'Attach another file.',
});

const notFound = (path: string, near: string | undefined): Omit<Problem, 'place'> => ({
  code: 'ATTACHMENT_NOT_FOUND',
  what: `There is no file ${shorten(path)} to attach.`,
  why: 'It was looked for from the edition, and from the content folder; a folder cannot be attached.',
  fix: near ? `Did you mean ${near}?` : 'Save it in the content folder and name it like files/report.pdf.',
});
