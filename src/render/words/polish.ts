import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listing } from './listing.ts';

export const polishWords: Words = {
  contents: 'W tym wydaniu',
  // "Przez" would bend the names.
  by: (names) => `Tekst: ${names}`,
  list: listing({ comma: ', ', and: ' i ' }),
  comma: ', ',
  colon: ': ',
  number: (count) => `Nr\u00a0${count}`,
  minutes: (count) => `${count}\u00a0min`,
  readingTime: (count) => `${count}\u00a0min czytania`,
  stories: counting('pl', { one: '#\u00a0artykuł', few: '#\u00a0artykuły', other: '#\u00a0artykułów' }),
  readOn: 'Czytaj dalej',
  visit: (name) => `Przejdź do ${name}`,
  sponsor: 'Reklama',
  sources: 'Źródła',
  notes: 'Przypisy',
  backToText: 'Wróć do tekstu',
  preferences: 'Ustawienia',
  unsubscribe: 'Wypisz się',
  readInBrowser: 'Czytaj w przeglądarce',
  image: 'Ilustracja',
};
