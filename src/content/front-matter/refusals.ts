import type { Problem } from '../../foundation/masthead-error.ts';
import { slugify } from '../slugify.ts';

type Sentences = Omit<Problem, 'place'>;
type Value = { readonly key: string; readonly value: unknown; readonly shown: string };

/**
 * What can be wrong with a value of the right kind, and the words for it. A schema gives one of these names as its
 * message, so that the words for a person stand in one place.
 */
const refusals = {
  empty: ({ key }: Value): Sentences => ({
    code: 'KEY_MISSING',
    what: `${key} is empty.`,
    why: 'There is nothing to print.',
    fix: 'Write it, or take the key out where it may be missing.',
  }),
  'not a day': ({ key, shown }: Value): Sentences => ({
    code: 'DATE_INVALID',
    what: `${key} is not a day of the calendar.`,
    why: `It is ${shown}.`,
    fix: 'Write year, month and day, like 2026-04-27.',
  }),
  'not a slug': ({ key, shown, value }: Value): Sentences => ({
    code: 'SLUG_INVALID',
    what: `${key} cannot serve as a slug.`,
    why: `It is ${shown}; a slug holds small letters, digits, and single hyphens between them.`,
    fix: `Write it like ${slugify(String(value)) || 'quiet-harbour'}.`,
  }),
  'not a web address': ({ key, shown }: Value): Sentences => ({
    code: 'ADDRESS_REFUSED',
    what: `${key} is not a web address.`,
    why: `It is ${shown}.`,
    fix: 'Write the whole address, with https:// at its start.',
  }),
  'not a language': ({ key, shown }: Value): Sentences => ({
    code: 'VALUE_INVALID',
    what: `${key} is not a language.`,
    why: `It is ${shown}.`,
    fix: 'Write a language tag, like ja or pt-BR.',
  }),
  'not a number from 1': ({ key, shown }: Value): Sentences => ({
    code: 'VALUE_INVALID',
    what: `${key} must be 1 or more.`,
    why: `It is ${shown}.`,
    fix: 'Write a whole number, like 6.',
  }),
  'not a file name': ({ key, shown }: Value): Sentences => ({
    code: 'VALUE_INVALID',
    what: `${key} cannot be the name of a file.`,
    why: `It is ${shown}, and readers save the file under it, on any system.`,
    fix: 'Write it like Report 2026.pdf: no slash, none of : * ? " < > |, no merge field, no dot at either end.',
  }),
  'not an attachment': ({ key, shown }: Value): Sentences => ({
    code: 'VALUE_INVALID',
    what: `${key} must be a file, or a file and its name.`,
    why: `It is ${shown}.`,
    fix: 'Write `- files/report.pdf`, or `- { file: files/report.pdf, name: Report 2026.pdf }`.',
  }),
} as const;

export type Refusal = keyof typeof refusals;

/** The message that a schema gives for a refusal. */
export const because = (refusal: Refusal): Refusal => refusal;

/** The sentences for a schema's message, or undefined when it is none of ours. */
export function explainRefusal(message: string, value: Value): Sentences | undefined {
  return isRefusal(message) ? refusals[message](value) : undefined;
}

const isRefusal = (message: string): message is Refusal => Object.hasOwn(refusals, message);
