import { posix } from 'node:path';

/**
 * What a path may mean, as paths inside the content folder: from the folder of the file that names it, as Markdown editors
 * show it, or else from the content folder. What would lead out of the content folder is left out.
 * @param from the folder of the file that names it, inside the content folder: `stories`
 */
export const candidatePaths = (path: string, from: string): readonly string[] =>
  [...new Set([posix.normalize(posix.join(from, path)), posix.normalize(path)])].filter(isInside);

const isInside = (path: string): boolean => path !== '..' && !path.startsWith('../') && !path.startsWith('/');
