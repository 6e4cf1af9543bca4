import type { RenderedEdition } from '../../render/rendered-edition.ts';

/** A file that travels with every message: what readers see, and its size on their disks. */
export type ListedAttachment = { readonly name: string; readonly bytes: number };

/** What a rendered edition attaches, without the bytes. */
export const listAttachments = ({ attachments = [] }: RenderedEdition): readonly ListedAttachment[] =>
  attachments.map(({ fileName, content }) => ({ name: fileName, bytes: Buffer.byteLength(content, 'base64') }));
