import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery, type RootOperationNode } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { countDeliveries, countDue, listDeliveries } from '../../src/store/deliveries.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { nextDeferred, nextPlanned } from '../../src/store/read-ahead.ts';

/** The steps by which rows that were found are handed over together: they read no table. */
const asOneText = /^(CO-ROUTINE|SCAN) waiting$/;

/** How SQLite would carry out what is asked of a store. */
async function plansOf(ask: (store: Store) => Promise<unknown>): Promise<readonly string[]> {
  const store = await openStore(join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db'));
  onTestFinished(() => store.close());
  const built = new Map<string, RootOperationNode>();
  const asked: RootOperationNode[] = [];
  const heard = store.db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      built.set(queryId.queryId, node);
      return node;
    },
    // Part of a query is built as one, and not asked.
    transformResult: async ({ result, queryId }) => {
      const node = built.get(queryId.queryId);
      if (node) asked.push(node);
      return result;
    },
  });
  await ask({ ...store, db: heard });
  const plans: string[] = [];
  for (const node of asked) {
    const { sql: text, parameters } = store.db.getExecutor().compileQuery(node, { queryId: 'asked' });
    const { rows } = await store.db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
    );
    plans.push(
      rows
        .map(({ detail }) => detail)
        .filter((step) => !asOneText.test(step))
        .join(', '),
    );
  }
  return plans;
}

const edition = '2026-04-27';
const stretch = { edition, fromWave: 1 };
const drain = async (rows: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of rows);
};

test.each([
  [
    'the next planned',
    (store) => nextPlanned(store, stretch, { after: 7, limit: 200 }),
    'delivery_in_order (edition=? AND id>?)',
  ],
  [
    'the next planned of all domains but some',
    (store) => nextPlanned(store, { ...stretch, exceptDomains: ['a.example', 'b.example'] }, { after: 7, limit: 200 }),
    'delivery_in_order (edition=? AND id>?)',
  ],
  [
    'the next planned of a domain',
    (store) => nextPlanned(store, { ...stretch, domain: 'a.example' }, { after: 7, limit: 200 }),
    'delivery_by_domain (edition=? AND domain=? AND id>?)',
  ],
  ['the next deferred', (store) => nextDeferred(store, stretch, 100), 'delivery_due (edition=? AND retry_at>?)'],
  [
    'who was rejected',
    (store) => drain(listDeliveries(store, edition, 'rejected')),
    'delivery_exceptions (edition=? AND state=? AND id>?)',
  ],
  [
    'who was mailed',
    (store) => drain(listDeliveries(store, edition, 'accepted')),
    'delivery_in_order (edition=? AND id>?)',
  ],
  [
    'how many are in each state',
    (store) => countDeliveries(store, edition, { states: ['planned', 'accepted'] }),
    'delivery_in_order (edition=?)',
  ],
  [
    'how many are due',
    (store) => countDue(store, { edition, now: '2026-04-27T04:00:00.000Z', fromWave: 1 }),
    'delivery_exceptions (edition=? AND state=?)',
  ],
] satisfies readonly [string, (store: Store) => Promise<unknown>, string][])(
  'to find %s, no other edition’s deliveries are looked at, nor any twice',
  async (_, ask, index) => {
    expect(await plansOf(ask)).toEqual([`SEARCH delivery USING INDEX ${index}`]);
  },
);
