import { createHash } from 'node:crypto';
import type { RenderedEdition } from '../../render/rendered-edition.ts';

/** What was promised to everyone on the list: a resumed send must have the same. */
export const contentHash = ({ subject, html, text }: RenderedEdition): string =>
  createHash('sha256')
    .update(JSON.stringify([subject, html, text]))
    .digest('hex');
