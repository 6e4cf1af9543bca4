import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { addSuppression, suppressionReason } from '../../src/store/suppressions.ts';

// As it is built: from source there is no thread.
const built = new URL('../../dist/src/store/turn-writer.js', import.meta.url).href;
const { openTurnWriter }: typeof import('../../src/store/turn-writer.ts') = await import(built);

const nothing = { now: '2026-04-27T04:00:00.000Z', changes: [], suppressions: [], take: [], meters: [] };
const suppress = (address: string) => ({
  ...nothing,
  suppressions: [{ address, reason: 'asked', suppressed_at: nothing.now }],
});

async function openWriter() {
  const store = await openStore(join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db'));
  const writer = openTurnWriter(store);
  onTestFinished(async () => {
    await writer.close();
    await store.close();
  });
  return { store, writer };
}

test('a turn is in the database for everyone when the thread says so', async () => {
  const { store, writer } = await openWriter();
  expect(await writer.take(suppress('ada@example.com'))).toEqual(new Set());
  expect(await suppressionReason(store, 'ada@example.com')).toBe('asked');
});

test('a turn that could not be written says why, nothing of it is there, and the next is written', async () => {
  const { store, writer } = await openWriter();
  await writer.take(nothing);
  await addSuppression(store, { address: 'eve@example.com', reason: 'first', suppressed_at: nothing.now });
  const broken = { ...suppress('ada@example.com'), meters: [{ name: 'rate', value: Number.NaN }] };
  await expect(writer.take(broken)).rejects.toThrow(/meter\.value/);
  expect(await suppressionReason(store, 'ada@example.com')).toBeUndefined();
  await writer.take(suppress('bob@example.com'));
  expect(await suppressionReason(store, 'bob@example.com')).toBe('asked');
});

test('while another program writes it waits for its turn', async () => {
  const { store, writer } = await openWriter();
  await writer.take(nothing);
  await sql.raw('begin immediate').execute(store.db);
  const taking = writer.take(suppress('ada@example.com'));
  await sql.raw('commit').execute(store.db);
  await taking;
  expect(await suppressionReason(store, 'ada@example.com')).toBe('asked');
});

test('what is asked of a thread that has ended fails instead of waiting for ever', async () => {
  const { writer } = await openWriter();
  await writer.take(nothing);
  const asked = writer.take(nothing).catch((error: Error) => error.message);
  await writer.close();
  expect(['The thread that writes the journal has ended.', new Set()]).toContainEqual(await asked);
  await expect(writer.take(nothing)).rejects.toThrow('The thread that writes the journal has ended.');
});
