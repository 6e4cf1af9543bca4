import { expect, test } from 'vitest';
import { openTurns } from '../../src/store/open-turns.ts';
import { addSuppression, suppressionReason } from '../../src/store/suppressions.ts';
import { addressOf, earlier, frozenStore, later, neverRefused, now, rowsOf, statesOf } from './frozen-store.ts';

const edition = '2026-04-27';
const other = '2026-04-20';
const nothing = { now, changes: [], suppressions: [], take: [], meters: [] };
const onItsWay = { state: 'attempting', attempts: 2, first_tried_at: earlier, retry_at: earlier };

test('all that came of a try is written, and who was accepted has no time to be tried again', async () => {
  const store = await frozenStore({ [edition]: { ada: onItsWay, bob: onItsWay, cid: onItsWay } });
  const reply = { ...neverRefused, attempts: 2, server: 'smtp mail.test:25', updated_at: now };
  const refused = { address_refused_since: now, sender_refused_since: earlier };
  const ada = { ...reply, state: 'accepted', detail: '250 2.0.0 taken', status: '2.0.0', retry_at: null };
  const bob = { ...reply, state: 'deferred', detail: '450 4.2.1 later', status: '4.2.1', retry_at: later, ...refused };
  const cid = { ...reply, state: 'rejected', detail: '550 5.1.1 nobody', status: '5.1.1', retry_at: null };
  const changes = [ada, bob, cid].map((change, index) => ({ id: index + 1, ...change }));
  const suppressions = [{ address: addressOf('cid'), reason: '550 5.1.1 nobody', suppressed_at: now }];
  const { onDisk } = await openTurns(store)({ ...nothing, changes, suppressions });
  await onDisk;
  expect(await rowsOf(store, edition)).toMatchObject({
    ada: { ...ada, first_tried_at: earlier },
    bob: { ...bob, first_tried_at: earlier },
    cid: { ...cid, first_tried_at: earlier },
  });
  expect(await suppressionReason(store, addressOf('cid'))).toBe('550 5.1.1 nobody');
});

test('whoever is taken has one try more, and keeps the moment of the first', async () => {
  const store = await frozenStore({
    [edition]: {
      ada: {},
      bob: { state: 'deferred', attempts: 1, first_tried_at: earlier, retry_at: earlier },
      cid: {},
    },
  });
  const { taken } = await openTurns(store)({ ...nothing, take: [1, 2] });
  expect(taken).toEqual(new Set([1, 2]));
  expect(await rowsOf(store, edition)).toMatchObject({
    ada: { state: 'attempting', attempts: 1, first_tried_at: now, updated_at: now },
    bob: { state: 'attempting', attempts: 2, first_tried_at: earlier, updated_at: now },
    cid: { state: 'planned', attempts: 0, first_tried_at: null, updated_at: earlier },
  });
});

test('only who waits and is not suppressed is taken, and a turn looks at nobody whom it does not take', async () => {
  const store = await frozenStore({
    [edition]: {
      ada: {},
      bob: { state: 'accepted' },
      cid: { state: 'unknown' },
      dan: { state: 'attempting' },
      eve: { state: 'rejected' },
      fay: {},
      gus: { state: 'deferred', retry_at: earlier },
      hal: {},
    },
    [other]: { fay: {} },
  });
  for (const name of ['fay', 'hal'])
    await addSuppression(store, { address: addressOf(name), reason: 'asked to', suppressed_at: now });
  const turn = openTurns(store);
  // Alone, and among others: a turn that takes all is written without a look at each.
  for (const id of [2, 3, 4, 5, 6]) expect((await turn({ ...nothing, take: [id] })).taken).toEqual(new Set());
  expect((await turn({ ...nothing, take: [1, 2, 3, 4, 5, 6, 7] })).taken).toEqual(new Set([1, 7]));
  expect(await statesOf(store, edition)).toEqual({
    ada: 'attempting',
    bob: 'accepted',
    cid: 'unknown',
    dan: 'attempting',
    eve: 'rejected',
    fay: 'skipped',
    gus: 'attempting',
    hal: 'planned',
  });
  expect(await statesOf(store, other)).toEqual({ fay: 'planned' });
});
