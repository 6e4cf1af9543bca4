import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { nearest } from '../../foundation/nearest.ts';

/** The file whose name is nearest to one that is not there, in the folders where it was looked for. */
export async function nearestFile(contentFolder: string, candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    const folder = posix.dirname(candidate);
    const names = await readdir(join(contentFolder, folder)).catch(() => []);
    const near = nearest(posix.basename(candidate), names.sort());
    if (near) return posix.join(folder, near);
  }
  return undefined;
}
