import type { Words } from '../words.ts';
import { listing } from './listing.ts';

/** In the characters of the mainland and Singapore: that is what `zh` means where nothing else is said. */
export const chineseWords: Words = {
  contents: '本期内容',
  by: (names) => `撰文：${names}`,
  list: listing({ comma: '、', and: '、' }),
  comma: '、',
  colon: '：',
  number: (count) => `第${count}期`,
  minutes: (count) => `${count}分钟`,
  readingTime: (count) => `阅读约需${count}分钟`,
  stories: (count) => `${count}篇文章`,
  readOn: '继续阅读',
  visit: (name) => `前往${name}`,
  sponsor: '广告',
  sources: '来源',
  notes: '注释',
  backToText: '返回正文',
  preferences: '偏好设置',
  unsubscribe: '退订',
  readInBrowser: '在浏览器中阅读',
  image: '图片',
};

/** In the characters of Taiwan, Hong Kong and Macau. */
export const traditionalChineseWords: Words = {
  ...chineseWords,
  contents: '本期內容',
  minutes: (count) => `${count}分鐘`,
  readingTime: (count) => `閱讀約需${count}分鐘`,
  readOn: '繼續閱讀',
  sponsor: '廣告',
  sources: '來源',
  notes: '註釋',
  backToText: '回到內文',
  preferences: '偏好設定',
  unsubscribe: '取消訂閱',
  readInBrowser: '在瀏覽器中閱讀',
  image: '圖片',
};
