import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Press } from './press.ts';

/** The file of an image in the content folder, or undefined when there is none or it lies outside, by a link too. */
export async function findAsset(press: Press, path: string): Promise<string | undefined> {
  if (!/\.(png|jpe?g|gif|webp|avif|svg)$/i.test(path)) return undefined;
  const content = join(press.folder, (await press.config()).content);
  try {
    const [folder, file] = await Promise.all([realpath(content), realpath(join(content, path))]);
    return file.startsWith(folder + sep) && (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}
