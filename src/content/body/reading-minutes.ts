import type { Root } from 'mdast';
import { plainText } from './plain-text.ts';

const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const word = /[\p{Letter}\p{Number}][^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]*/gu;

/** How many minutes a body takes to read, at least one: 230 words a minute, or 500 characters of Chinese and Japanese. Code is looked at, not read. */
export function readingMinutes({ children }: Root): number {
  const read = children.filter(({ type }) => type !== 'code').map(plainText);
  const count = (what: RegExp): number => read.reduce((sum, text) => sum + (text.match(what)?.length ?? 0), 0);
  const characters = count(eastAsian);
  return Math.max(1, Math.round(Math.max(0, count(word) - characters) / 230 + characters / 500));
}
