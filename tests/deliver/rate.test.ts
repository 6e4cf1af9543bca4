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

test.each([
  ['10/s', 60],
  ['7/s', 60],
  ['600/m', 60],
  ['1000/s', 10],
  ['50000/h', 120],
  ['200000/d', 600],
])('over %s and %i seconds never more goes out than is allowed, and hardly less', (text, seconds) => {
  const rate = parseRate(text);
  const allowed = (rate.messages / rate.perMilliseconds) * seconds * 1000;
  let now = 0;
  const bucket = new TokenBucket(rate, new Date(now));
  let sent = 0;
  while (now < seconds * 1000) {
    const count = bucket.available(new Date(now));
    bucket.take(count);
    sent += count;
    now += Math.max(1, bucket.wait());
  }
  expect(sent).toBeLessThanOrEqual(allowed * 1.02 + 1);
  expect(sent).toBeGreaterThanOrEqual(allowed * 0.98 - 1);
});

test('a quiet hour does not save up for a burst', () => {
  const bucket = new TokenBucket(parseRate('10/s'), new Date(0));
  expect(bucket.available(new Date(3_600_000))).toBe(1);
});
