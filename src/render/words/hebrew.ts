import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listingIn } from './listing.ts';

export const hebrewWords: Words = {
  contents: 'בגיליון הזה',
  by: (names) => `מאת ${names}`,
  list: listingIn('he'),
  comma: ', ',
  colon: ': ',
  number: (count) => `גיליון ${count}`,
  minutes: counting('he', { one: 'דקה', other: '# דק׳' }),
  readingTime: counting('he', { one: 'דקת קריאה', two: 'שתי דקות קריאה', other: '# דקות קריאה' }),
  stories: counting('he', { one: 'כתבה אחת', two: 'שתי כתבות', other: '# כתבות' }),
  readOn: 'להמשך קריאה',
  visit: (name) => `מעבר אל ${name}`,
  sponsor: 'מודעה',
  sources: 'מקורות',
  notes: 'הערות',
  backToText: 'חזרה לטקסט',
  preferences: 'העדפות',
  unsubscribe: 'הסרה מרשימת התפוצה',
  readInBrowser: 'קריאה בדפדפן',
  image: 'תמונה',
};
