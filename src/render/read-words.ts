import { MastheadError, type Problem, throwProblems } from '../foundation/masthead-error.ts';
import { nearest } from '../foundation/nearest.ts';
import type { Template } from './template-props.ts';
import { englishWords } from './words/english.ts';
import type { OwnWords } from './words.ts';

/**
 * What a template exports as `words`, seen to be words: they are met deep in a mail, where a mistake would print "undefined".
 * @throws MastheadError TEMPLATE_WORDS, every mistake at once
 */
export function readWords(value: unknown, { file }: Pick<Template, 'file'>): OwnWords {
  const place = { file };
  if (!isRecord(value)) {
    throw new MastheadError('TEMPLATE_WORDS', {
      what: `The words that ${file} exports are no words by language.`,
      why: `It exports ${value === null ? 'null' : `a ${typeof value}`} as \`words\`.`,
      fix: "Write `export const words: OwnWords = { en: { sponsor: '…' } };`.",
      place,
    });
  }
  throwProblems(Object.entries(value).flatMap(([lang, words]) => mistakesIn(words, { lang, place })));
  // Each word has been seen above.
  return value as OwnWords;
}

type Where = { readonly lang: string; readonly place: { readonly file: string } };

const known: Readonly<Record<string, unknown>> = englishWords;

function mistakesIn(words: unknown, { lang, place }: Where): readonly Problem[] {
  const code = 'TEMPLATE_WORDS';
  if (!isRecord(words) || Object.hasOwn(known, lang)) {
    const what = `\`${lang}\` is no language with its words.`;
    const why = `The words that ${place.file} exports are by language.`;
    return [{ code, what, why, fix: `Write the words in the braces of one: \`en: { … }\`.`, place }];
  }
  return Object.entries(words).flatMap(([name, word]): readonly Problem[] => {
    if (!Object.hasOwn(known, name)) {
      const near = nearest(name, Object.keys(known));
      const what = `There is no word \`${name}\`; ${place.file} has one for ${lang}.`;
      const fix = near ? `Did you mean ${near}?` : 'Take it out, or give it one of these names.';
      return [{ code, what, why: `The words are ${Object.keys(known).join(', ')}.`, fix, place }];
    }
    if (typeof word === typeof known[name]) return [];
    const wanted = typeof known[name] === 'function' ? 'a function' : 'a text';
    const what = `The word \`${name}\` for ${lang} in ${place.file} is not ${wanted}.`;
    return [{ code, what, why: `It is a ${typeof word}.`, fix: `Make it ${wanted}, as in docs/templates.md.`, place }];
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
