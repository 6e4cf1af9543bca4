import { expect, test } from 'vitest';
import { type NewDelivery, openFreezeWriter } from '../../src/store/freeze-writer.ts';
import { addToAudience, findSend } from '../../src/store/sends.ts';
import { addressOf, earlier, frozenStore, now, rowsOf, statesOf } from './frozen-store.ts';

const edition = '2026-04-27';
const other = '2026-04-20';

const row = (name: string, over: Partial<NewDelivery> = {}): NewDelivery => ({
  address: addressOf(name),
  address_key: addressOf(name),
  domain: 'example.com',
  line: 2,
  name: null,
  fields: '{}',
  state: 'planned',
  detail: null,
  ...over,
});

test('a row that can be mailed is taken whole, wherever a broken one of its address stands', async () => {
  const store = await frozenStore({ [edition]: {} });
  const write = openFreezeWriter(store, { edition, wave: 1, at: now });
  const broken = { state: 'skipped', detail: '1 cell where the first line has 2', line: 7 };
  const whole = { name: 'Ada', fields: '{"first_name":"Ada"}', line: 9 };
  await write([row('ada', { ...broken, address: 'ada@example.com' }), row('bob', whole)]);
  await write([
    row('ada', { ...whole, address: 'Ada@example.com', address_key: addressOf('ada') }),
    row('bob', broken),
  ]);
  const rows = await store.db.selectFrom('delivery').selectAll().orderBy('address_key').execute();
  expect(rows).toMatchObject([
    { address: 'Ada@example.com', ...whole, state: 'planned', detail: null },
    { address: 'bob@example.com', ...whole, state: 'planned', detail: null },
  ]);
});

test('rows are in the order of the list, the skipped among the planned', async () => {
  const store = await frozenStore({ [edition]: {} });
  const skipped = { state: 'skipped', detail: 'not an address' };
  const write = openFreezeWriter(store, { edition, wave: 1, at: now });
  await write([
    row('ada', skipped),
    row('bob'),
    row('cid', { ...skipped, detail: 'suppressed: asked to' }),
    row('dan'),
  ]);
  await write([row('eve'), row('fay', skipped), row('gus')]);
  expect(Object.entries(await statesOf(store, edition))).toEqual([
    ['ada', 'skipped'],
    ['bob', 'planned'],
    ['cid', 'skipped'],
    ['dan', 'planned'],
    ['eve', 'planned'],
    ['fay', 'skipped'],
    ['gus', 'planned'],
  ]);
  expect(await rowsOf(store, edition)).toMatchObject({
    cid: { detail: 'suppressed: asked to', room: null, name: null },
  });
});

test('an address has one row in an edition: whoever is planned already stays as he is', async () => {
  const store = await frozenStore({ [edition]: { ada: { state: 'accepted' }, bob: { line: 3 } } });
  await openFreezeWriter(store, { edition, wave: 1, at: now })([row('ada'), row('bob', { line: 8 }), row('cid')]);
  expect(await rowsOf(store, edition)).toMatchObject({
    ada: { state: 'accepted' },
    bob: { state: 'planned', line: 3 },
    cid: { state: 'planned' },
  });
});

test('those are added whom an edition has not, or has passed over untried; whoever was tried stays as he is', async () => {
  const passedOver = { state: 'skipped', detail: 'suppressed: asked to' };
  const store = await frozenStore({
    [other]: { eve: passedOver },
    [edition]: {
      ada: { state: 'accepted', first_tried_at: earlier },
      bob: passedOver,
      cid: { state: 'skipped', first_tried_at: earlier },
      dan: { state: 'skipped', server: 'smtp mail.test:25' },
    },
  });
  await store.db.updateTable('send').set({ finished_at: now }).execute();
  const rows = ['ada', 'bob', 'cid', 'dan', 'eve'].map((name) => row(name));
  expect(await addToAudience(store, { edition, wave: 2, at: now }, rows)).toBe(2);
  expect(await rowsOf(store, edition)).toMatchObject({
    ada: { state: 'accepted', wave: 1 },
    cid: { state: 'skipped', wave: 1 },
    dan: { state: 'skipped', wave: 1 },
    bob: { state: 'planned', wave: 2, detail: null },
    eve: { state: 'planned', wave: 2 },
  });
  expect(await findSend(store, edition)).toMatchObject({ total: 5, finished_at: null });
  expect(await statesOf(store, other)).toEqual({ eve: 'skipped' });
  expect(await findSend(store, other)).toMatchObject({ total: 1, finished_at: now });
});
