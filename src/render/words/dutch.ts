import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listing } from './listing.ts';

export const dutchWords: Words = {
  contents: 'In deze editie',
  by: (names) => `Door ${names}`,
  list: listing({ comma: ', ', and: ' en ' }),
  comma: ', ',
  colon: ': ',
  number: (count) => `Nr.\u00a0${count}`,
  minutes: (count) => `${count}\u00a0min.`,
  readingTime: (count) => `${count}\u00a0min. leestijd`,
  stories: counting('nl', { one: '#\u00a0artikel', other: '#\u00a0artikelen' }),
  readOn: 'Lees verder',
  visit: (name) => `Naar ${name}`,
  sponsor: 'Advertentie',
  sources: 'Bronnen',
  notes: 'Noten',
  backToText: 'Terug naar de tekst',
  preferences: 'Voorkeuren',
  unsubscribe: 'Afmelden',
  readInBrowser: 'Lezen in de browser',
  image: 'Afbeelding',
};
