import type { Words } from '../words.ts';
import { listing } from './listing.ts';

export const hindiWords: Words = {
  contents: 'इस अंक में',
  by: (names) => `आलेख: ${names}`,
  list: listing({ comma: ', ', and: ' और ' }),
  comma: ', ',
  colon: ': ',
  number: (count) => `अंक ${count}`,
  minutes: (count) => `${count} मिनट`,
  readingTime: (count) => `पढ़ने का समय: ${count} मिनट`,
  stories: (count) => `${count} लेख`,
  readOn: 'आगे पढ़ें',
  visit: (name) => `${name} पर जाएँ`,
  sponsor: 'विज्ञापन',
  sources: 'स्रोत',
  notes: 'टिप्पणियाँ',
  backToText: 'पाठ पर वापस जाएँ',
  preferences: 'प्राथमिकताएँ',
  unsubscribe: 'सदस्यता छोड़ें',
  readInBrowser: 'ब्राउज़र में पढ़ें',
  image: 'चित्र',
};
