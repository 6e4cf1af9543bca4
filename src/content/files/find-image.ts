import { join } from 'node:path';
import type { Problem } from '../../foundation/masthead-error.ts';
import { beginsWith, beginsWithValue, isAbsoluteAddress, isWebAddress } from '../allowed-address.ts';
import { shorten } from '../shorten.ts';
import { candidatePaths } from './candidate-paths.ts';
import { type FoundFile, findFile, type Publishing } from './find-file.ts';
import { isImageName } from './is-image-name.ts';
import { type ImageSize, measureImage } from './measure-image.ts';
import { nearestFile } from './nearest-file.ts';

/** The address of an image as it stands in a story, with the size of a file; or what is wrong with it. */
export type FoundImage =
  | { readonly src: string; readonly size?: ImageSize }
  | { readonly problem: Omit<Problem, 'place'> };

/** Looks an image up for a file that stands in `from`, a folder inside the content folder: `stories`. */
export type FindImage = (src: string, from: string) => Promise<FoundImage>;

/**
 * Makes a finder of images. An http(s) address stays as it is. A path is meant from the file that holds it, as Markdown
 * editors show it, or else from the content folder; it comes back as a path inside the content folder, with forward
 * slashes and nothing encoded. Each path is looked up on the disk once.
 */
export function createImageFinder(publishing: Publishing): FindImage {
  const { contentFolder } = publishing;
  const known = new Map<string, Promise<FoundFile>>();
  const lookUp = (path: string): Promise<FoundFile> => {
    const answer = known.get(path) ?? findFile(path, publishing);
    known.set(path, answer);
    return answer;
  };
  const sizes = new Map<string, Promise<ImageSize | undefined>>();
  const found = async (path: string): Promise<FoundImage> => {
    const answer = sizes.get(path) ?? measureImage(join(contentFolder, path));
    sizes.set(path, answer);
    const size = await answer;
    return size ? { src: path, size } : { src: path };
  };
  return async (src, from) => {
    const field = beginsWith(src);
    if (isWebAddress(src) || field === 'link') return { src };
    if (field === 'value') return { problem: { ...refused(src), ...beginsWithValue } };
    if (isAbsoluteAddress(src)) return { problem: refused(src) };
    const inside = candidatePaths(decodePath(src), from);
    if (inside.length === 0) return { problem: outside(src) };
    let folder: string | undefined;
    for (const path of inside) {
      const { kind } = await lookUp(path);
      if (kind === 'file') return isImageName(path) ? found(path) : { problem: noImage(src) };
      if (kind === 'outside') return { problem: outside(src) };
      if (kind === 'list') return { problem: isList(src) };
      if (kind === 'folder') folder ??= path;
    }
    if (folder !== undefined) return { problem: isFolder(src, folder) };
    return { problem: notFound(src, await nearestFile(contentFolder, inside)) };
  };
}

/** A path as it is on the disk: Markdown addresses write a space as `%20`, and Windows a slash as `\`. */
function decodePath(src: string): string {
  const slashed = src.replaceAll('\\', '/').replaceAll('\0', '');
  try {
    return decodeURIComponent(slashed);
  } catch {
    return slashed;
  }
}

const refused = (src: string): Omit<Problem, 'place'> => ({
  code: 'ADDRESS_REFUSED',
  what: `The image ${shorten(src)} has an address that cannot stand in a mail.`,
  why: 'An image is an http(s) address, or a file in the content folder.',
  fix: 'Save the image in the images folder and name it like images/harbour.png.',
});

const outside = (src: string): Omit<Problem, 'place'> => ({
  code: 'IMAGE_OUTSIDE',
  what: `The image ${shorten(src)} is outside of the content folder.`,
  why: 'Only files in the content folder are published, and a link out of it is not followed.',
  fix: 'Copy it into the images folder and name it like images/harbour.png.',
});

const isList = (src: string): Omit<Problem, 'place'> => ({
  code: 'IMAGE_IS_LIST',
  what: `The image ${shorten(src)} is the subscriber list.`,
  why: "Every subscriber would get everyone's address.",
  fix: 'Name an image.',
});

const noImage = (src: string): Omit<Problem, 'place'> => ({
  code: 'IMAGE_KIND',
  what: `The file ${shorten(src)} is no image that a mail can show.`,
  why: 'The name of an image ends in .png, .jpg, .jpeg, .gif, .webp, .avif or .svg.',
  fix: 'Name an image; a file that readers are to have is attached by the edition.',
});

const isFolder = (src: string, path: string): Omit<Problem, 'place'> => ({
  code: 'IMAGE_NOT_FOUND',
  what: `There is no image ${shorten(src)}.`,
  why: `${path} is a folder.`,
  fix: 'Name a file in it, or another image.',
});

const notFound = (src: string, near: string | undefined): Omit<Problem, 'place'> => ({
  code: 'IMAGE_NOT_FOUND',
  what: `There is no image ${shorten(src)}.`,
  why: 'It was looked for from the file that names it, and from the content folder.',
  fix: near ? `Did you mean ${near}?` : 'Save it in the images folder, and name it like images/harbour.png.',
});
