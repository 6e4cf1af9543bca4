import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/render/format-day.ts';
import { englishWords } from '../../src/render/words/english.ts';
import type { Words } from '../../src/render/words.ts';
import { builtInWords, wordsInLanguage } from '../../src/render/words-in-language.ts';

/** All that a language says, by the names of its words, with names and numbers in. */
const spell = (words: Words): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  ),
  by: words.by('–'),
  list: words.list(['–', '–', '–']),
  number: words.number(4),
  minutes: words.minutes(4),
  readingTime: words.readingTime(4),
  stories: words.stories(4),
  visit: words.visit('–'),
});

/** Punctuation and short forms that many languages share, and what French writes as English does. */
const shared = ['comma', 'colon', 'list', 'minutes'];
const asInEnglish: Readonly<Record<string, readonly string[]>> = { fr: ['sources', 'notes', 'image'] };

const languages = [...builtInWords].map(([lang, words]) => ({ lang, words }));
const foreign = languages.filter(({ lang }) => lang !== 'en');
const withoutLatin = foreign.filter(({ lang }) => /^(?:ar|he|fa|ja|zh|ko|hi)\b/.test(lang));

test.each(languages)('$lang has every word', ({ words }) => {
  expect(Object.keys(words).sort()).toEqual(Object.keys(englishWords).sort());
  expect(Object.keys(spell(words)).sort()).toEqual(Object.keys(words).sort());
  expect(Object.entries(spell(words)).filter(([, word]) => word === '' || /undefined|#/.test(word))).toEqual([]);
});

test.each(foreign)('$lang leaves no word in English', ({ lang, words }) => {
  const english = spell(englishWords);
  const same = Object.entries(spell(words)).filter(([name, word]) => word === english[name] && !shared.includes(name));
  expect(same.map(([name]) => name)).toEqual(asInEnglish[lang] ?? []);
});

test.each(withoutLatin)('$lang has no Latin letter in its words', ({ words }) => {
  expect(Object.values(spell(words)).filter((word) => /\p{Script=Latin}/u.test(word))).toEqual([]);
});

test.each(languages)('$lang has the digits in what it counts that it has in its dates', ({ lang, words }) => {
  const isWestern = (text: string): boolean => /[0-9]/.test(text);
  const counted = [words.number, words.minutes, words.readingTime, words.stories].map((count) => isWestern(count(4)));
  expect(new Set(counted)).toEqual(new Set([isWestern(formatDay('2026-04-27', lang))]));
});

describe('the words of a language', () => {
  test('are those of its tag, else of its language, else English', () => {
    expect(wordsInLanguage('de')).toBe(wordsInLanguage('de-AT'));
    expect(wordsInLanguage('de').sources).toBe('Quellen');
    expect(wordsInLanguage('pt-BR').readOn).toBe('Continue lendo');
    expect(wordsInLanguage('pt-PT').readOn).toBe('Continuar a ler');
    expect(wordsInLanguage('zh-Hans-CN').sponsor).toBe('广告');
    expect(wordsInLanguage('zh-Hant-HK').sponsor).toBe('廣告');
    expect(wordsInLanguage('tlh')).toBe(englishWords);
  });

  test('are those around where nobody has words for it', () => {
    expect(wordsInLanguage('tlh', { otherwise: wordsInLanguage('de') }).sources).toBe('Quellen');
  });

  test('are under those that a newsletter has of its own, for the nearest tag first', () => {
    const own = {
      'de-AT': { readOn: 'Mehr' },
      DE: { readOn: 'Weiter', sponsor: 'Mit Dank an' },
      cy: { readOn: 'Darllen mwy' },
    };
    expect(wordsInLanguage('de-at', { own })).toMatchObject({
      readOn: 'Mehr',
      sponsor: 'Mit Dank an',
      sources: 'Quellen',
    });
    expect(wordsInLanguage('de', { own })).toMatchObject({ readOn: 'Weiter', sponsor: 'Mit Dank an' });
    expect(wordsInLanguage('cy', { own })).toMatchObject({ readOn: 'Darllen mwy', sources: 'Sources' });
    expect(wordsInLanguage('fr', { own })).toBe(wordsInLanguage('fr'));
  });
});

describe('names are listed', () => {
  test.each([
    ['en', ['Ada', 'Ben', 'Cy'], 'By Ada, Ben and Cy'],
    ['en', ['Ada'], 'By Ada'],
    ['de', ['Ada', 'Ben'], 'Von Ada und Ben'],
    ['es', ['Ana', 'Inés'], 'Por Ana e Inés'],
    ['ar', ['منى', 'سلمى', 'يوسف'], 'بقلم منى وسلمى ويوسف'],
    ['he', ['מירה', 'דן'], 'מאת מירה ודן'],
    ['he', ['מירה', 'Smith'], 'מאת מירה ו-Smith'],
    ['fa', ['مینا', 'رضا'], 'نوشتهٔ مینا و رضا'],
    ['ja', ['佐藤', '鈴木'], '文＝佐藤、鈴木'],
    ['hi', ['मीरा', 'अनिल', 'रवि'], 'आलेख: मीरा, अनिल और रवि'],
  ])('in %s, %j as %s', (lang, names, expected) => {
    const words = wordsInLanguage(lang);
    expect(words.by(words.list(names))).toBe(expected);
  });
});

describe('things are counted', () => {
  test.each([
    ['en', [1, 2], ['1 story', '2 stories']],
    ['de', [1, 2], ['1\u00a0Beitrag', '2\u00a0Beiträge']],
    ['pl', [1, 2, 5, 22], ['1\u00a0artykuł', '2\u00a0artykuły', '5\u00a0artykułów', '22\u00a0artykuły']],
    ['ar', [1, 2, 3, 11, 100], ['مقال واحد', 'مقالان', '3 مقالات', '11 مقالًا', '100 مقال']],
    ['ar-EG', [3], ['٣ مقالات']],
    ['he', [1, 2, 3], ['כתבה אחת', 'שתי כתבות', '3 כתבות']],
    ['fa', [12], ['۱۲ مطلب']],
  ])('in %s, %j as %j', (lang, counts, expected) => {
    expect(counts.map(wordsInLanguage(lang).stories)).toEqual(expected);
  });

  test('a thousandth number has no comma, as a year has none', () => {
    expect(wordsInLanguage('fa').number(1170)).toBe('شمارهٔ ۱۱۷۰');
    expect(wordsInLanguage('fr').number(1170)).toBe('Nº\u00a01170');
  });
});
