import { createHash } from 'node:crypto';
import type { RenderedEdition } from '../../render/rendered-edition.ts';

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/**
 * What was promised to everyone on the list: a resumed send must have the same. What an edition does not have adds nothing, so
 * a send that was begun before there could be such a thing still has its hash.
 */
export const contentHash = ({ subject, html, text, images = [], attachments = [] }: RenderedEdition): string =>
  hashOf([subject, html, text, ...images, ...(attachments.length === 0 ? [] : [{ attachments }])]);

/** The parts of the content, each with a hash of its own, so that a change can be told by name. */
export const contentParts = ({
  subject,
  html,
  text,
  images = [],
  attachments = [],
}: RenderedEdition): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ subject, html, text, images, attachments }).map(([part, value]) => [part, hashOf(value)]),
  );

/**
 * The names of the parts that are not what they were when a send began.
 * @param before as `contentParts` gave them then; empty when a version of Masthead began the send that kept none
 */
export function changedParts(rendered: RenderedEdition, before: Readonly<Record<string, string>>): readonly string[] {
  if (Object.keys(before).length === 0) return [];
  // A part that was not kept is one that no edition could have then.
  const none = hashOf([]);
  return Object.entries(contentParts(rendered))
    .filter(([part, hash]) => hash !== (before[part] ?? none))
    .map(([part]) => part);
}
