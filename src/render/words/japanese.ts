import type { Words } from '../words.ts';
import { listing } from './listing.ts';

export const japaneseWords: Words = {
  contents: '今号の目次',
  by: (names) => `文＝${names}`,
  list: listing({ comma: '、', and: '、' }),
  comma: '、',
  colon: '：',
  number: (count) => `第${count}号`,
  minutes: (count) => `${count}分`,
  readingTime: (count) => `約${count}分で読めます`,
  stories: (count) => `記事${count}本`,
  readOn: '続きを読む',
  visit: (name) => `${name}へ`,
  sponsor: '広告',
  sources: '出典',
  notes: '注',
  backToText: '本文に戻る',
  preferences: '配信設定',
  unsubscribe: '配信停止',
  readInBrowser: 'ブラウザーで読む',
  image: '画像',
};
