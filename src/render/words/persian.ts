import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listing } from './listing.ts';

export const persianWords: Words = {
  contents: 'در این شماره',
  by: (names) => `نوشتهٔ ${names}`,
  list: listing({ comma: '، ', and: ' و ' }),
  comma: '، ',
  colon: ': ',
  number: counting('fa', { other: 'شمارهٔ #' }),
  minutes: counting('fa', { other: '# دقیقه' }),
  readingTime: counting('fa', { other: 'زمان مطالعه: # دقیقه' }),
  stories: counting('fa', { other: '# مطلب' }),
  readOn: 'ادامهٔ مطلب',
  visit: (name) => `رفتن به ${name}`,
  sponsor: 'آگهی',
  sources: 'منابع',
  notes: 'پی\u200cنوشت\u200cها',
  backToText: 'بازگشت به متن',
  preferences: 'تنظیمات',
  unsubscribe: 'لغو اشتراک',
  readInBrowser: 'خواندن در مرورگر',
  image: 'تصویر',
};
