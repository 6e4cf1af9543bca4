import { join, resolve } from 'node:path';
import { findFile } from '../content/files/find-file.ts';
import { isImageName } from '../content/files/is-image-name.ts';
import type { Press } from './press.ts';

/** The file of an image in the content folder, or undefined when there is none or it may not be shown: see find-file.ts. */
export async function findAsset(press: Press, path: string): Promise<string | undefined> {
  if (!isImageName(path)) return undefined;
  const { content, list } = await press.config();
  const found = await findFile(path, {
    contentFolder: join(press.folder, content),
    list: resolve(press.folder, list),
  });
  return found.kind === 'file' ? found.real : undefined;
}
