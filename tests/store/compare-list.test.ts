import { expect, test } from 'vitest';
import { compareList, type ListedAddress, skipUnlisted } from '../../src/store/compare-list.ts';
import { addSuppression } from '../../src/store/suppressions.ts';
import { addressOf, earlier, frozenStore, later, now, rowsOf, statesOf } from './frozen-store.ts';

const edition = '2026-04-27';
const other = '2026-04-20';

async function* listed(...names: readonly string[]): AsyncIterable<ListedAddress> {
  for (const name of names) yield { key: addressOf(name.replace('!', '')), mailable: !name.startsWith('!') };
}

const left = ['planned', 'deferred'];

test('those of a list are new who would be mailed and have not been in the edition, or were passed over untried', async () => {
  const store = await frozenStore({
    [other]: { fay: { state: 'accepted' }, gus: { state: 'planned' } },
    [edition]: {
      ada: { state: 'accepted' },
      bob: {},
      cid: { state: 'skipped' },
      dan: { state: 'skipped', first_tried_at: earlier },
      eve: { state: 'skipped', server: 'smtp mail.test:25' },
      hal: { state: 'unknown', first_tried_at: earlier },
    },
  });
  const addresses = listed('ada', 'bob', 'cid', 'dan', 'eve', 'fay', 'gus', 'hal', 'ian', '!joe');
  expect(await compareList(store, { edition, addresses, states: left, now })).toEqual({
    added: ['cid', 'fay', 'gus', 'ian'].length,
    removed: 0,
    removedLater: 0,
    removedNew: 0,
    suppressed: 0,
  });
});

test('those who are left and are not on the list are counted, and how many of them are not due, or came later', async () => {
  const store = await frozenStore({
    [other]: { zoe: {} },
    [edition]: {
      ada: {},
      bob: {},
      cid: { state: 'deferred', retry_at: now },
      dan: { state: 'deferred', retry_at: later },
      eve: { state: 'deferred', retry_at: null },
      fay: { state: 'accepted' },
      gus: { wave: 2 },
      hal: { wave: 3, state: 'deferred', retry_at: now },
      ian: { wave: 2, state: 'deferred', retry_at: later },
      joe: { wave: 2, state: 'deferred', retry_at: null },
      kim: { wave: 2, state: 'unknown' },
    },
  });
  const states = [...left, 'unknown'];
  expect(await compareList(store, { edition, addresses: listed('ada'), states, now })).toMatchObject({
    added: 0,
    removed: ['bob', 'cid', 'dan', 'eve', 'gus', 'hal', 'ian', 'joe', 'kim'].length,
    removedLater: ['dan', 'ian'].length,
    removedNew: ['gus', 'hal', 'joe'].length,
  });
  expect(await compareList(store, { edition, addresses: listed('ada'), states: left, now })).toMatchObject({
    removed: 8,
  });
});

test('those are counted as suppressed who would be mailed now: on the list, left, and due', async () => {
  const people = {
    ada: {},
    bob: { state: 'deferred', retry_at: now },
    cid: { state: 'deferred', retry_at: null },
    dan: { state: 'deferred', retry_at: later },
    eve: { state: 'accepted' },
    fay: {},
    gus: {},
  };
  const store = await frozenStore({ [other]: people, [edition]: people });
  for (const name of ['ada', 'bob', 'cid', 'dan', 'eve', 'fay'])
    await addSuppression(store, { address: addressOf(name), reason: 'asked to', suppressed_at: earlier });
  const addresses = listed('ada', 'bob', 'cid', 'dan', 'eve', 'gus');
  expect(await compareList(store, { edition, addresses, states: left, now })).toMatchObject({
    added: 0,
    removed: ['fay'].length,
    suppressed: ['ada', 'bob', 'cid'].length,
  });
});

test('a list of any length is compared, and of one address the row that can be mailed counts', async () => {
  const names = Array.from({ length: 1200 }, (_, index) => `reader${index}`);
  const store = await frozenStore({ [edition]: { reader0: {}, reader700: {}, reader1199: {}, ada: {} } });
  const compare = (...all: readonly string[]) =>
    compareList(store, { edition, addresses: listed(...all), states: left, now });
  expect(await compare(...names)).toMatchObject({ added: 1197, removed: 1 });
  expect(await compare('!bob', 'bob', '!bob')).toMatchObject({ added: 1, removed: 4 });
  expect(await compare('ada', '!cid')).toMatchObject({ added: 0, removed: 3 });
});

test('whoever waits and is not on the list is skipped, and nobody else', async () => {
  const people = {
    ada: {},
    bob: { state: 'deferred', retry_at: later },
    cid: { state: 'attempting' },
    dan: { state: 'unknown' },
    eve: { state: 'accepted' },
    fay: { state: 'rejected' },
    gus: { wave: 2 },
    hal: { wave: 2 },
  };
  const store = await frozenStore({ [other]: people, [edition]: people });
  const skip = (fromWave: number) =>
    skipUnlisted(store, { edition, addresses: listed('hal', '!ian'), at: now, fromWave });
  expect(await skip(2)).toBe(1);
  expect(await statesOf(store, edition)).toMatchObject({ ada: 'planned', gus: 'skipped', hal: 'planned' });
  expect(await skip(1)).toBe(2);
  expect(await statesOf(store, edition)).toEqual({
    ada: 'skipped',
    bob: 'skipped',
    cid: 'attempting',
    dan: 'unknown',
    eve: 'accepted',
    fay: 'rejected',
    gus: 'skipped',
    hal: 'planned',
  });
  const { bob } = await rowsOf(store, edition);
  expect(bob).toMatchObject({ detail: 'no longer on the list', retry_at: null, updated_at: now });
  expect(await statesOf(store, other)).toMatchObject({ ada: 'planned', bob: 'deferred', gus: 'planned' });
});
