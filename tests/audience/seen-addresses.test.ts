import { expect, test } from 'vitest';
import { SeenAddresses } from '../../src/audience/seen-addresses.ts';

test('of 20,000 addresses each is new once and known ever after', () => {
  const seen = new SeenAddresses();
  const addresses = Array.from({ length: 20_000 }, (_, index) => `reader${index}@example.com`);
  expect(addresses.every((address) => seen.add(address))).toBe(true);
  expect(addresses.some((address) => seen.add(address))).toBe(false);
  seen.clear();
  expect(addresses.every((address) => seen.add(address))).toBe(true);
});
