import type { Story } from '../content/story.ts';
import { bodyText } from './body-text.ts';

/** How many minutes a story takes to read, at least one: 230 words a minute, or 500 characters of Chinese and Japanese. */
export function readingMinutes(story: Story): number {
  const text = bodyText(story.body);
  const characters = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const words =
    text.match(/[\p{Letter}\p{Number}][^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]*/gu)?.length ?? 0;
  return Math.max(1, Math.round(Math.max(0, words - characters) / 230 + characters / 500));
}
