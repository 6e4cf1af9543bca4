import { expect, test } from 'vitest';
import { readMeters } from '../../src/store/meters.ts';
import { openTurns } from '../../src/store/open-turns.ts';
import { frozenStore, now } from './frozen-store.ts';

test('a meter keeps what was written last, and each has its own', async () => {
  const store = await frozenStore({});
  const turn = openTurns(store);
  const nothing = { now, changes: [], suppressions: [], take: [] };
  for (const [name, value] of [
    ['rate', 1.5],
    ['mailed 2026-04-27', 40_000],
    ['rate', 2_000_000_000_000.25],
  ] as const)
    await (await turn({ ...nothing, meters: [{ name, value }] })).onDisk;
  expect(await readMeters(store)).toEqual(
    new Map([
      ['mailed 2026-04-27', 40_000],
      ['rate', 2_000_000_000_000.25],
    ]),
  );
});
