import type { Attachment } from '../content/edition.ts';
import { mediaTypeOf } from './media-type.ts';
import type { AttachedFile } from './rendered-edition.ts';

/**
 * The attachments of an edition as parts of its mail.
 * @param files the bytes of every file that they name
 */
export const attachFiles = (
  attachments: readonly Attachment[],
  files: ReadonlyMap<string, Buffer>,
): readonly AttachedFile[] =>
  attachments.map(({ file, name }) => {
    const bytes = files.get(file) ?? Buffer.alloc(0);
    return { fileName: name, mediaType: mediaTypeOf(file, bytes), content: bytes.toString('base64') };
  });
