import type { Words } from '../words.ts';
import { listing } from './listing.ts';

export const koreanWords: Words = {
  contents: '이번 호 목차',
  by: (names) => `글 ${names}`,
  list: listing({ comma: ', ', and: ', ' }),
  comma: ', ',
  colon: ': ',
  number: (count) => `제${count}호`,
  minutes: (count) => `${count}분`,
  readingTime: (count) => `읽는 데 약 ${count}분`,
  stories: (count) => `기사 ${count}건`,
  readOn: '계속 읽기',
  visit: (name) => `${name} 바로 가기`,
  sponsor: '광고',
  sources: '출처',
  notes: '주석',
  backToText: '본문으로 돌아가기',
  preferences: '수신 설정',
  unsubscribe: '수신 거부',
  readInBrowser: '브라우저에서 읽기',
  image: '이미지',
};
