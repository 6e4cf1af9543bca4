import { expect, test } from 'vitest';
import { formatDay } from '../../src/render/format-day.ts';

test.each([
  ['en', 'Monday, 27 April 2026'],
  ['en-US', 'Monday, April 27, 2026'],
  ['de', 'Montag, 27. April 2026'],
  ['ja', '2026年4月27日月曜日'],
  ['fa', 'دوشنبه ۷ اردیبهشت ۱۴۰۵'],
  ['fa-IR', 'دوشنبه ۷ اردیبهشت ۱۴۰۵'],
])('a day is written as %s writes it', (lang, expected) => {
  expect(formatDay('2026-04-27', lang)).toBe(expected);
});

test('what is no day comes back as it is', () => {
  expect(formatDay('soon', 'en')).toBe('soon');
});
