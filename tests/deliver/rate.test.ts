import { expect, test } from 'vitest';
import { parseRate, TokenBucket } from '../../src/deliver/rate.ts';

test.each([
  ['10/s', 10, 1000],
  ['600/m', 600, 60_000],
  [' 50000 / h ', 50_000, 3_600_000],
  ['200000/d', 200_000, 86_400_000],
])('%j is %i messages in %i ms', (text, messages, perMilliseconds) => {
  expect(parseRate(text)).toMatchObject({ messages, perMilliseconds });
});

test.each(['', '10', '0/s', '1.5/s', '-1/s', '10/w', '10/s10', 'ten/s'])('RATE_INVALID: %j is refused', (text) => {
  expect(() => parseRate(text)).toThrow(expect.objectContaining({ code: 'RATE_INVALID' }));
});

/** When messages go out over so many milliseconds, if each goes as soon as it may and timers come so late. */
function departures(text: string, milliseconds: number, late: (count: number) => number = () => 0): readonly number[] {
  const bucket = new TokenBucket(parseRate(text), new Date(0));
  const times: number[] = [];
  for (let now = 0; now < milliseconds; ) {
    const wait = bucket.wait(new Date(now));
    if (wait === 0) {
      bucket.take(new Date(now));
      times.push(now);
    } else now += wait + late(times.length);
  }
  return times;
}

/** The most that went out in any stretch of so many milliseconds. */
function most(times: readonly number[], milliseconds: number): number {
  let first = 0;
  let found = 0;
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? 0) <= time - milliseconds) first += 1;
    found = Math.max(found, index - first + 1);
  }
  return found;
}

const rates = [
  ['1/m', 7200],
  ['3/s', 60],
  ['10/s', 60],
  ['7/s', 60],
  ['99/s', 30],
  ['250/s', 30],
  ['600/m', 180],
  ['1000/s', 10],
  ['5000/s', 5],
  ['50000/h', 4 * 3600],
  ['200000/d', 2 * 86_400],
] as const;

test.each(rates)('at %s over %i s no stretch of a unit has more than allowed, and 98 % go out', (text, seconds) => {
  const { messages, perMilliseconds } = parseRate(text);
  const times = departures(text, seconds * 1000);
  expect(most(times, perMilliseconds)).toBeLessThanOrEqual(messages);
  expect(times.length).toBeGreaterThanOrEqual(((messages * seconds * 1000) / perMilliseconds) * 0.98);
});

test.each([['10/s'], ['50/s'], ['100/s'], ['1000/s']])(
  'at %s timers that come a millisecond late cost less than 2 %',
  (text) => {
    const { messages } = parseRate(text);
    expect(departures(text, 60_000, (count) => count % 2).length).toBeGreaterThanOrEqual(messages * 60 * 0.98);
  },
);

test('a rate is kept over a restart', () => {
  const rate = parseRate('2/m');
  const before = new TokenBucket(rate, new Date(0));
  before.take(new Date(0));
  const after = new TokenBucket(rate, new Date(10_000), before.remembered);
  expect(after.wait(new Date(10_000))).toBe(20_000);
});

test('a clock that was set back does not stop the sending', () => {
  const bucket = new TokenBucket(parseRate('10/s'), new Date(0), Date.parse('2030-01-01T00:00:00Z'));
  expect(bucket.wait(new Date(0))).toBe(0);
});

test('a quiet hour does not save up for a burst', () => {
  const bucket = new TokenBucket(parseRate('10/s'), new Date(0));
  const later = new Date(3_600_000);
  bucket.take(later);
  expect(bucket.wait(later)).toBeGreaterThanOrEqual(98);
});
