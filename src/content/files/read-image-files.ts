import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mapBounded } from '../map-bounded.ts';
import { type ImageSize, measureImage } from './measure-image.ts';

/** An image of the content folder as a file. */
export type ImageFile = {
  /** Its path in the content folder, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** In the pixels that it is shown in; nothing where none can be read from it. */
  readonly size?: ImageSize;
};

/** What is known of images by their files. One that is gone is left out: content/ tells of it. */
export async function readImageFiles(paths: readonly string[], contentFolder: string): Promise<readonly ImageFile[]> {
  const read = async (path: string): Promise<readonly ImageFile[]> => {
    const file = join(contentFolder, path);
    const [found, size] = await Promise.all([stat(file).catch(() => undefined), measureImage(file)]);
    return found ? [{ path, bytes: found.size, ...(size ? { size } : {}) }] : [];
  };
  return (await mapBounded(paths, 8, read)).flat();
}
