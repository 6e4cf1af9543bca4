import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { domainLimits, limitOfDay, retryOf } from '../../src/newsletter/send-limits.ts';

const needed = { name: 'N', id: 'n', url: 'https://x.test', from: { address: 'n@x.test' } };
const configOf = (sending: object) => configSchema.parse({ ...needed, ...sending });

test('retry times are read in their units, and stand at 5 minutes, 4 hours and 48 hours', () => {
  expect(retryOf(configOf({}))).toEqual({ first: 300_000, longest: 14_400_000, giveUpAfter: 172_800_000 });
  expect(retryOf(configOf({ retry: { first: '30s', giveUpAfter: '1d' } }))).toEqual({
    first: 30_000,
    longest: 14_400_000,
    giveUpAfter: 86_400_000,
  });
});

test('a domain has its rate, its connections or both', () => {
  const config = configOf({ rates: { 'gmail.com': '20/s' }, domainConnections: { 'gmail.com': 3, 'gmx.net': 1 } });
  expect(domainLimits(config)).toEqual({
    'gmail.com': { rate: '20/s', connections: 3 },
    'gmx.net': { connections: 1 },
  });
});

test('a warm-up is a list of days', () => {
  const limit = limitOfDay(configOf({ warmup: { since: '2026-05-01', perDay: [200, 400] } }));
  expect(['2026-04-30', '2026-05-01', '2026-05-02', '2026-05-03'].map((day) => limit?.(day))).toEqual([
    200,
    200,
    400,
    undefined,
  ]);
});

test('or a curve that grows by the same factor each day', () => {
  const limit = limitOfDay(configOf({ warmup: { since: '2026-05-01', first: 200, upTo: 200_000, days: 4 } }));
  const days = ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'];
  expect(days.map((day) => limit?.(day))).toEqual([200, 2000, 20_000, 200_000, undefined]);
  expect(limitOfDay(configOf({}))).toBeUndefined();
});

test.each([
  ['a password', { transports: [{ url: 'smtp://news:hunter2@mail.test' }] }],
  ['a password with a slash', { transports: [{ url: 'smtp://news:pa/ss@mail.test:25' }] }],
  ['a password with an @', { transports: [{ url: 'smtp://news:p@ss@mail.test:25' }] }],
  ['a transport that names neither', { transports: [{ weight: 2 }] }],
  ['a transport that names both', { transports: [{ url: 'smtp://mail.test', env: 'URL' }] }],
  ['a rate without a unit', { rates: { 'gmail.com': '20' } }],
  ['a warm-up that is neither', { warmup: { since: '2026-05-01', first: 200 } }],
  ['a time without a unit', { retry: { first: '5' } }],
])('%s is refused in the configuration', (_, sending) => {
  expect(configSchema.safeParse({ ...needed, ...sending }).success).toBe(false);
});
