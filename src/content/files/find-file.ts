import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What may be published, and what never is. */
export type Publishing = {
  readonly contentFolder: string;
  /** The subscriber list, which often lies in the content folder and must never be mailed. */
  readonly list?: string | undefined;
};

/** Where a path of the content folder leads: to a file that may be mailed, or to what may not. */
export type FoundFile =
  /** `real` is its absolute path, without a link on the way. */
  | { readonly kind: 'file'; readonly real: string; readonly bytes: number }
  | { readonly kind: 'folder' | 'outside' | 'list' | 'nothing' };

/**
 * Looks at what a path inside the content folder leads to. What is mailed to everyone cannot be taken back, so a symbolic
 * link is followed to its end, and must end in the content folder.
 */
export async function findFile(path: string, { contentFolder, list }: Publishing): Promise<FoundFile> {
  const [home, listed, real] = await Promise.all([
    realOf(contentFolder),
    list === undefined ? undefined : realOf(list),
    realOf(join(contentFolder, path)),
  ]);
  if (real === undefined) return { kind: 'nothing' };
  if (real !== home && !real.startsWith(`${home}${sep}`)) return { kind: 'outside' };
  if (real === listed) return { kind: 'list' };
  const found = await stat(real);
  if (found.isFile()) return { kind: 'file', real, bytes: found.size };
  return { kind: found.isDirectory() ? 'folder' : 'nothing' };
}

/** Where a path ends when every link on the way is followed; undefined where there is nothing. */
const realOf = (path: string): Promise<string | undefined> => realpath(path).catch(() => undefined);
