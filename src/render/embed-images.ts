import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Edition } from '../content/edition.ts';
import { isLocalImage, mapImageSources } from './map-image-sources.ts';
import { mediaTypeOf } from './media-type.ts';
import type { EmbeddedImage } from './rendered-edition.ts';

/** What `cid:` names for a file of the content folder; `newsletter` is the newsletter's id. */
export const imageCid = (path: string, newsletter: string): string =>
  `${createHash('sha256').update(path).digest('hex').slice(0, 16)}@${newsletter}`;

/**
 * The edition with its local images as parts of the mail, and those parts.
 * @param files the bytes of every file that `localImages` names
 */
export function embedImages(
  edition: Edition,
  { files, newsletter }: { readonly files: ReadonlyMap<string, Buffer>; readonly newsletter: string },
): { readonly edition: Edition; readonly images: readonly EmbeddedImage[] } {
  return {
    edition: mapImageSources(edition, (src) => (isLocalImage(src) ? `cid:${imageCid(src, newsletter)}` : src)),
    images: [...files].map(([path, bytes]) => ({
      cid: imageCid(path, newsletter),
      fileName: posix.basename(path),
      mediaType: mediaTypeOf(path, bytes),
      content: bytes.toString('base64'),
    })),
  };
}
