import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery, type RootOperationNode } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import {
  countDeliveries,
  countDue,
  listDeliveries,
  moveDeliveries,
  reviveDeferred,
  skipSuppressed,
} from '../../src/store/deliveries.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { nextDeferred, nextPlanned } from '../../src/store/read-ahead.ts';
import { addSuppression } from '../../src/store/suppressions.ts';
import { collect } from '../deliver/fixture.ts';
import { addressOf, earlier, frozenStore, later, neverRefused, now, rowsOf, statesOf } from './frozen-store.ts';

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

const other = '2026-04-20';
const inEachState = {
  ada: {},
  bob: { state: 'deferred', retry_at: later },
  cid: { state: 'deferred', retry_at: null },
  dan: { state: 'attempting', retry_at: earlier },
  eve: { state: 'unknown' },
  fay: { state: 'accepted', detail: '250 ok' },
  gus: { state: 'rejected' },
};

test('whoever waits and is suppressed is skipped with the reason; nobody else is touched, nor another edition', async () => {
  const store = await frozenStore({ [other]: inEachState, [edition]: { ...inEachState, hal: {} } });
  for (const name of Object.keys(inEachState))
    await addSuppression(store, { address: addressOf(name), reason: 'asked to', suppressed_at: earlier });
  expect(await skipSuppressed(store, { edition, at: now })).toBe(3);
  const { ada, bob, cid, ...others } = await rowsOf(store, edition);
  const skipped = { state: 'skipped', detail: 'suppressed: asked to', retry_at: null, updated_at: now };
  expect([ada, bob, cid]).toMatchObject([skipped, skipped, skipped]);
  const { ada: _, bob: __, cid: ___, ...before } = inEachState;
  expect(others).toMatchObject({ ...before, hal: { state: 'planned' } });
  expect(await rowsOf(store, other)).toMatchObject(inEachState);
});

test('those of one state move to another, and of no other edition', async () => {
  const dan = { ...inEachState.dan, address_refused_since: earlier, sender_refused_since: earlier };
  const store = await frozenStore({ [other]: inEachState, [edition]: { ...inEachState, dan } });
  expect(await moveDeliveries(store, { edition, from: 'attempting', to: 'unknown', detail: 'cut off', at: now })).toBe(
    1,
  );
  expect(await rowsOf(store, edition)).toMatchObject({
    ...inEachState,
    dan: { ...neverRefused, state: 'unknown', detail: 'cut off', retry_at: null, updated_at: now },
  });
  expect(await statesOf(store, other)).toMatchObject({ dan: 'attempting' });
});

test('those who were given up for the sender’s fault are due again, and whoever has a time keeps it', async () => {
  const store = await frozenStore({ [other]: inEachState, [edition]: inEachState });
  await reviveDeferred(store, edition, now);
  expect(await rowsOf(store, edition)).toMatchObject({ ...inEachState, cid: { state: 'deferred', retry_at: now } });
  expect(await rowsOf(store, other)).toMatchObject(inEachState);
});

test('whoever is deferred without a time is due, and the next time is that of the others', async () => {
  const store = await frozenStore({ [other]: inEachState, [edition]: inEachState });
  expect(await countDue(store, { edition, now, fromWave: 1 })).toEqual({ due: 1, next: later });
  expect(await countDue(store, { edition, now: later, fromWave: 1 })).toEqual({ due: 2, next: undefined });
  expect(await countDue(store, { edition, now, fromWave: 2 })).toEqual({ due: 0, next: undefined });
});

test('a long audience is listed whole, each once and in its order', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `reader${index}`);
  const store = await frozenStore({ [edition]: Object.fromEntries(names.map((name) => [name, {}])) });
  const listed = await collect(listDeliveries(store, edition));
  expect(listed.map(({ address }) => address)).toEqual(names.map(addressOf));
});
