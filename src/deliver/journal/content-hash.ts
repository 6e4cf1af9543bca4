import { createHash } from 'node:crypto';
import type { RenderedEdition } from '../../render/rendered-edition.ts';

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** What was promised to everyone on the list: a resumed send must have the same. */
export const contentHash = ({ subject, html, text, images }: RenderedEdition): string =>
  hashOf([subject, html, text, ...(images ?? [])]);

/** The parts of the content, each with a hash of its own, so that a change can be told by name. */
export const contentParts = ({ subject, html, text, images = [] }: RenderedEdition): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ subject, html, text, images }).map(([part, value]) => [part, hashOf(value)]));
