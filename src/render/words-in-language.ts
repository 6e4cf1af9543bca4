import { arabicWords, easternArabicWords } from './words/arabic.ts';
import { chineseWords, traditionalChineseWords } from './words/chinese.ts';
import { dutchWords } from './words/dutch.ts';
import { englishWords } from './words/english.ts';
import { frenchWords } from './words/french.ts';
import { germanWords } from './words/german.ts';
import { hebrewWords } from './words/hebrew.ts';
import { hindiWords } from './words/hindi.ts';
import { italianWords } from './words/italian.ts';
import { japaneseWords } from './words/japanese.ts';
import { koreanWords } from './words/korean.ts';
import { persianWords } from './words/persian.ts';
import { polishWords } from './words/polish.ts';
import { europeanPortugueseWords, portugueseWords } from './words/portuguese.ts';
import { spanishWords } from './words/spanish.ts';
import type { OwnWords, Words } from './words.ts';

/** Where Arabic dates have the digits ١, ٢, ٣ (CLDR): what is counted beside them has them too. */
const easternDigits = 'bh dj eg er il iq jo km kw lb mr om ps qa sa sd so ss sy td ye'.split(' ');

/** The languages whose words are built in, by their tags in small letters. */
export const builtInWords: ReadonlyMap<string, Words> = new Map([
  ['en', englishWords],
  ['de', germanWords],
  ['fr', frenchWords],
  ['es', spanishWords],
  ['it', italianWords],
  ['pt', portugueseWords],
  ['pt-pt', europeanPortugueseWords],
  ['nl', dutchWords],
  ['pl', polishWords],
  ['ar', arabicWords],
  ...easternDigits.map((region) => [`ar-${region}`, easternArabicWords] as const),
  ['he', hebrewWords],
  ['fa', persianWords],
  ['ja', japaneseWords],
  ['zh', chineseWords],
  ['zh-hant', traditionalChineseWords],
  ['zh-tw', traditionalChineseWords],
  ['zh-hk', traditionalChineseWords],
  ['zh-mo', traditionalChineseWords],
  ['ko', koreanWords],
  ['hi', hindiWords],
]);

/**
 * The words of a language, a newsletter's own over those that are built in. What is not said for `pt-BR` is said as in `pt`; a
 * language that nobody has words for speaks as `otherwise` does.
 */
export function wordsInLanguage(
  lang: string,
  { own = {}, otherwise = englishWords }: { readonly own?: OwnWords | undefined; readonly otherwise?: Words } = {},
): Words {
  const tags = shortened(lang.toLowerCase());
  const said = tags.flatMap((tag) => Object.entries(own).filter(([name]) => name.toLowerCase() === tag));
  let words = tags.flatMap((tag) => builtInWords.get(tag) ?? [])[0] ?? otherwise;
  for (const [, more] of said.reverse()) words = { ...words, ...more };
  return words;
}

/** `zh-hant-tw`, `zh-hant`, `zh`: what a tag may be looked up as, best first (RFC 4647 section 3.4). */
const shortened = (tag: string): readonly string[] => {
  const end = tag.lastIndexOf('-');
  return end < 0 ? [tag] : [tag, ...shortened(tag.slice(0, end))];
};
