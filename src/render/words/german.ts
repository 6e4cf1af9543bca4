import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listing } from './listing.ts';

export const germanWords: Words = {
  contents: 'In dieser Ausgabe',
  by: (names) => `Von ${names}`,
  list: listing({ comma: ', ', and: ' und ' }),
  comma: ', ',
  colon: ': ',
  number: (count) => `Nr.\u00a0${count}`,
  minutes: (count) => `${count}\u00a0Min.`,
  readingTime: (count) => `${count}\u00a0Min. Lesezeit`,
  stories: counting('de', { one: '#\u00a0Beitrag', other: '#\u00a0Beiträge' }),
  readOn: 'Weiterlesen',
  visit: (name) => `Weiter zu ${name}`,
  sponsor: 'Anzeige',
  sources: 'Quellen',
  notes: 'Anmerkungen',
  backToText: 'Zurück zum Text',
  preferences: 'Einstellungen',
  unsubscribe: 'Abbestellen',
  readInBrowser: 'Im Browser lesen',
  image: 'Bild',
};
