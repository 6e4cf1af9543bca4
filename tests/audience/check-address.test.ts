import { expect, test } from 'vitest';
import { checkAddress } from '../../src/audience/check-address.ts';

const ofLength = (octets: number): string =>
  `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(octets - 201)}.example`;

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['  Ada.Lovelace+news@EXAMPLE.Com ', 'Ada.Lovelace+news@example.com'],
  ["o'hara@example.com", "o'hara@example.com"],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['jürgen@example.com', 'jürgen@example.com'],
  ['jose\u0301@example.com', 'jos\u00e9@example.com'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  [ofLength(254), ofLength(254)],
])('%j is the address %s', (cell, address) => {
  expect(checkAddress(cell)).toEqual({ ok: true, address, key: address.toLowerCase() });
});

test.each([
  'ada',
  '@example.com',
  'ada@',
  'ada@localhost',
  'ada@example',
  'a@b@c.test',
  'a@example.com, b@example.com',
  'a@example.com;b@example.com',
  'a@example.com b@example.com',
  'Ada <ada@example.com>',
  '"ada lovelace"@example.com',
  '.ada@example.com',
  'ada.@example.com',
  'a..b@example.com',
  'ada@example..com',
  'ada@-example.com',
  'ada@exa_mple.com',
  'ada@127.0.0.1',
  'ada@[127.0.0.1]',
  'ada@1.2.3',
  'ada@ex%61mple.com',
  'ada@example.com/x',
  'ada@example.com\r\nBcc: eve@example.com',
  'ada\u0000@example.com',
  'ada\u200b@example.com',
  'ada\u202e@example.com',
  '\ud800@example.com',
  `${'ü'.repeat(33)}@example.com`,
  ofLength(255),
  `a@${'b.'.repeat(125)}example.com`,
])('%j is not an address', (cell) => {
  expect(checkAddress(cell)).toMatchObject({ ok: false, reason: expect.stringMatching(/^not an address/) });
});

test('an empty cell is no address', () => {
  expect(checkAddress('  ')).toEqual({ ok: false, reason: 'no address' });
});
