import { expect, test } from 'vitest';
import { nextDeferred, nextPlanned } from '../../src/store/read-ahead.ts';
import { earlier, frozenStore, later, neverRefused, now } from './frozen-store.ts';

const edition = '2026-04-27';
const stretch = { edition, fromWave: 1 };

test('the planned come in the order of the list, each page behind the last, and by domain or by all others', async () => {
  const b = { domain: 'b.example' };
  const store = await frozenStore({
    '2026-04-20': { zoe: {} },
    [edition]: { eve: {}, dan: b, cid: { state: 'accepted' }, bob: {}, ada: { wave: 2 } },
  });
  const next = async (over: Partial<Parameters<typeof nextPlanned>[1]>, after: number): Promise<readonly string[]> =>
    (await nextPlanned(store, { ...stretch, ...over }, { after, limit: 2 })).map(({ address }) => address.slice(0, 3));
  expect(await next({}, 0)).toEqual(['eve', 'dan']);
  expect(await next({}, 3)).toEqual(['bob', 'ada']);
  expect(await next({}, 6)).toEqual([]);
  expect(await next({ domain: 'b.example' }, 0)).toEqual(['dan']);
  expect(await next({ exceptDomains: ['b.example'] }, 0)).toEqual(['eve', 'bob']);
  expect(await next({ fromWave: 2 }, 0)).toEqual(['ada']);
});

test('the deferred come by their time, and whoever has none does not', async () => {
  const deferred = (retry_at: string | null) => ({ state: 'deferred', retry_at });
  const store = await frozenStore({
    [edition]: {
      ada: { ...deferred(later), address_refused_since: earlier },
      bob: deferred(null),
      cid: { ...deferred(earlier), sender_refused_since: earlier },
      dan: deferred(now),
      eve: {},
    },
  });
  const waiting = await nextDeferred(store, stretch, 9);
  expect(waiting.map(({ address, retry_at }) => [address.slice(0, 3), retry_at])).toEqual([
    ['cid', earlier],
    ['dan', now],
    ['ada', later],
  ]);
  expect(waiting).toMatchObject([
    { address_refused_since: null, sender_refused_since: earlier },
    neverRefused,
    { address_refused_since: earlier, sender_refused_since: null },
  ]);
});
