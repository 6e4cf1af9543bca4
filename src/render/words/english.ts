import type { Words } from '../words.ts';
import { listing } from './listing.ts';

export const englishWords: Words = {
  contents: 'In this edition',
  by: (names) => `By ${names}`,
  list: listing({ comma: ', ', and: ' and ' }),
  comma: ', ',
  colon: ': ',
  number: (count) => `No. ${count}`,
  minutes: (count) => `${count} min`,
  readingTime: (count) => `${count} min read`,
  stories: (count) => (count === 1 ? '1 story' : `${count} stories`),
  readOn: 'Read on',
  visit: (name) => `Go to ${name}`,
  sponsor: 'From our sponsor',
  sources: 'Sources',
  notes: 'Notes',
  backToText: 'Back to the text',
  preferences: 'Preferences',
  unsubscribe: 'Unsubscribe',
  readInBrowser: 'Read in a browser',
  image: 'Image',
};
