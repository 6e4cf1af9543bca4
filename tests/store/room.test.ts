import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openFreezeWriter } from '../../src/store/freeze-writer.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { openTurns } from '../../src/store/open-turns.ts';
import { beginFreeze } from '../../src/store/sends.ts';
import { neverRefused } from './frozen-store.ts';

const edition = '2026-04-27';
const now = '2026-04-27T04:00:00.000Z';

async function pagesOf(store: Store): Promise<number | undefined> {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
  return rows[0]?.page_count;
}

test('what is written of a delivery while it is sent fits where its row is', async () => {
  const store = await openStore(join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db'));
  onTestFinished(() => store.close());
  await beginFreeze(store, { edition, content_hash: '', parts: null, audience_hash: '', list: 'list.csv' });
  const ids = Array.from({ length: 1000 }, (_, index) => index + 1);
  await openFreezeWriter(store, { edition, wave: 1, at: now })(
    ids.map((id) => {
      const address = `reader${id}@example.com`;
      const fields = JSON.stringify({ first_name: `Reader ${id}` });
      const planned = { state: 'planned', detail: null };
      return { address, address_key: address, domain: 'example.com', line: id + 1, name: null, fields, ...planned };
    }),
  );
  const frozen = await pagesOf(store);
  const turn = openTurns(store);
  for (let done = 0; done < ids.length; done += 10) {
    const take = ids.slice(done, done + 10);
    const changes = take.map((id) => ({
      id,
      state: 'accepted',
      attempts: 1,
      detail: `250 2.0.0 Ok: queued as 4YhB1x5V2Tz${id}`,
      status: '2.0.0',
      server: 'smtp mail.example.com:587',
      retry_at: null,
      updated_at: now,
      ...neverRefused,
    }));
    const nothing = { now, take: [], changes: [], suppressions: [], meters: [] };
    for (const one of [
      { ...nothing, take },
      { ...nothing, changes },
    ])
      await (await turn(one)).onDisk;
  }
  expect(await pagesOf(store)).toBe(frozen);
});
