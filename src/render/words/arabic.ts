import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listingIn } from './listing.ts';

/** Arabic, with the digits 1, 2, 3 or ١, ٢, ٣: the west and the Gulf have the first, Egypt and the east the second. */
function arabicWith(digits: 'latn' | 'arab'): Words {
  const lang = `ar-u-nu-${digits}`;
  const minutes = { two: 'دقيقتان', few: '# دقائق', other: '# دقيقة' };
  return {
    contents: 'في هذا العدد',
    by: (names) => `بقلم ${names}`,
    list: listingIn(lang),
    comma: '، ',
    colon: ': ',
    number: counting(lang, { other: 'العدد #' }),
    minutes: counting(lang, { ...minutes, one: 'دقيقة' }),
    readingTime: counting(lang, {
      one: 'مدة القراءة: دقيقة واحدة',
      two: 'مدة القراءة: دقيقتان',
      few: 'مدة القراءة: # دقائق',
      other: 'مدة القراءة: # دقيقة',
    }),
    stories: counting(lang, {
      one: 'مقال واحد',
      two: 'مقالان',
      few: '# مقالات',
      many: '# مقالًا',
      other: '# مقال',
    }),
    readOn: 'متابعة القراءة',
    visit: (name) => `الانتقال إلى ${name}`,
    sponsor: 'إعلان',
    sources: 'المصادر',
    notes: 'الهوامش',
    backToText: 'العودة إلى النص',
    preferences: 'التفضيلات',
    unsubscribe: 'إلغاء الاشتراك',
    readInBrowser: 'القراءة في المتصفح',
    image: 'صورة',
  };
}

export const arabicWords = arabicWith('latn');
export const easternArabicWords = arabicWith('arab');
