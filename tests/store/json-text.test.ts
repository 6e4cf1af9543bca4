import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listDeliveries } from '../../src/store/deliveries.ts';
import { openFreezeWriter } from '../../src/store/freeze-writer.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openTurns } from '../../src/store/open-turns.ts';
import { nextPlanned } from '../../src/store/read-ahead.ts';
import { beginFreeze } from '../../src/store/sends.ts';
import { neverRefused } from './frozen-store.ts';

const now = '2026-04-27T04:00:00.000Z';
const edition = '2026-04-27';

async function frozen(names: readonly string[]) {
  const store = await openStore(join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db'));
  onTestFinished(() => store.close());
  await beginFreeze(store, { edition, content_hash: '', parts: null, audience_hash: '', list: 'list.csv' });
  const write = openFreezeWriter(store, { edition, wave: 1, at: now });
  await write(
    names.map((name, index) => ({
      address: `reader${index}@example.com`,
      address_key: `reader${index}@example.com`,
      domain: 'example.com',
      line: index + 2,
      name,
      fields: JSON.stringify({ name }),
      state: 'planned',
      detail: null,
    })),
  );
  return store;
}

const texts = [
  ['half of a surrogate pair', 'A\ud800da', 'A\ufffdda'],
  ['the other half', '\udc00', '\ufffd'],
  ['a whole pair beside half of one', '\u{1f4f0}\ud83d', '\u{1f4f0}\ufffd'],
  ['what only looks like an escape', '\\ud800 \\\\ud800', '\\ud800 \\\\ud800'],
  ['quotes, a backslash and control characters', `"'\\\n\t\u0001\u2028`, `"'\\\n\t\u0001\u2028`],
  ['words from right to left', 'سلام \u200f', 'سلام \u200f'],
  ['nothing', '', ''],
] as const;

test.each(texts)('%s is kept in a name as SQLite can keep it', async (_, name, kept) => {
  const store = await frozen([name]);
  const [row] = await nextPlanned(store, { edition, fromWave: 1 }, { after: 0, limit: 10 });
  expect(row).toMatchObject({ name: kept, fields: { name } });
});

test.each(texts)('%s is kept in a reply as SQLite can keep it', async (_, reply, kept) => {
  const store = await frozen(['Ada', 'Bob']);
  const turn = openTurns(store);
  const nothing = { now, changes: [], suppressions: [], meters: [], take: [] };
  const { onDisk } = await turn({ ...nothing, take: [1, 2] });
  await onDisk;
  const said = { detail: reply, status: null, server: reply };
  const change = { ...said, ...neverRefused, attempts: 1, retry_at: null, updated_at: now };
  const settled = await turn({
    ...nothing,
    changes: [
      { id: 1, state: 'accepted', ...change },
      { id: 2, state: 'unknown', ...change },
    ],
  });
  await settled.onDisk;
  const rows = [];
  for await (const row of listDeliveries(store, edition)) rows.push(row);
  expect(rows).toMatchObject([
    { state: 'accepted', detail: kept, server: kept, attempts: 1, retry_at: null },
    { state: 'unknown', detail: kept, server: kept, attempts: 1, retry_at: null },
  ]);
});
