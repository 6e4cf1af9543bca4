import type { MergeField } from '../../foundation/merge-field.ts';
import type { Links } from './links.ts';
import type { Recipient } from './recipient.ts';

/** Fills merge fields for one recipient. */
export type FieldValues = (field: MergeField) => string;

/** The overrides and isolates of Unicode's bidirectional algorithm: one of them in a name would turn the line around it. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g;

const lineBreak = /[\r\n\t\v\f\u0085\u2028\u2029]/;

/**
 * A value of a list as it may stand anywhere in a message: one line, without control characters, well-formed Unicode. A
 * line break in a header would be a new header, and in the text part a paragraph that nobody wrote.
 */
export const normaliseValue = (value: string): string =>
  Buffer.from(
    value
      .replace(directionMarks, '')
      // Two steps: one expression for both would go over a long run of spaces again from each of them.
      .replace(/[\s\u0085\u2028\u2029]+/g, (run) => (lineBreak.test(run) ? ' ' : run))
      .replace(/\p{Cc}/gu, ''),
    'utf8',
  ).toString('utf8');

export function fieldValues(recipient: Recipient, links: Links): FieldValues {
  const known = new Map<string, string>([
    ...Object.entries(recipient.fields).map(([column, value]) => [`subscriber.${column}`, value] as const),
    ...Object.entries(links).map(([name, link]) => [`links.${name}`, link] as const),
  ]);
  return (field) => normaliseValue(known.get(field.path) || (field.default ?? ''));
}
