import { expect, test } from 'vitest';
import {
  acceptSend,
  beginFreeze,
  completeFreeze,
  findSend,
  lastWave,
  latestSend,
  setFinished,
} from '../../src/store/sends.ts';
import { earlier, frozenStore, later, now, rowsOf } from './frozen-store.ts';

const edition = '2026-04-27';
const other = '2026-04-20';
const begun = { edition, content_hash: 'new', parts: '{}', audience_hash: '', list: 'list.csv' };

test('a freeze drops what an unfinished one of its edition left, and nothing of another’s', async () => {
  const store = await frozenStore({ [other]: { ada: {} }, '2026-04-13': { ada: {} }, [edition]: { ada: {}, bob: {} } });
  await store.db.updateTable('send').set({ frozen_at: null }).where('edition', '!=', '2026-04-13').execute();
  await beginFreeze(store, begun);
  expect(await rowsOf(store, edition)).toEqual({});
  expect(await findSend(store, edition)).toEqual({ ...begun, total: 0, frozen_at: null, finished_at: null });
  for (const kept of [other, '2026-04-13']) {
    expect(await rowsOf(store, kept)).toMatchObject({ ada: { state: 'planned' } });
    expect(await findSend(store, kept)).toMatchObject({ content_hash: 'content' });
  }
});

test('an audience that stands is never frozen anew', async () => {
  const store = await frozenStore({ [edition]: { ada: { state: 'accepted' } } });
  await expect(beginFreeze(store, begun)).rejects.toThrow(/UNIQUE constraint failed/);
  expect(await rowsOf(store, edition)).toMatchObject({ ada: { state: 'accepted' } });
  expect(await findSend(store, edition)).toMatchObject({ content_hash: 'content', frozen_at: earlier });
});

test('an audience stands when as many can be mailed as were planned, no fewer and no more', async () => {
  const people = { ada: {}, bob: {}, cid: { state: 'skipped' } };
  const store = await frozenStore({ [other]: people, [edition]: people });
  await store.db.updateTable('send').set({ frozen_at: null, total: 0 }).execute();
  const complete = (planned: number) => completeFreeze(store, { edition, audienceHash: 'whole', planned, at: now });
  for (const planned of [1, 3]) expect(await complete(planned)).toEqual({ planned: 2, complete: false });
  expect(await findSend(store, edition)).toMatchObject({ frozen_at: null });
  expect(await complete(2)).toEqual({ planned: 2, complete: true });
  expect(await findSend(store, edition)).toMatchObject({ frozen_at: now, total: 3, audience_hash: 'whole' });
  expect(await findSend(store, other)).toMatchObject({ frozen_at: null, total: 0, audience_hash: 'list' });
});

test('what is accepted or finished of one edition leaves the others as they were', async () => {
  const store = await frozenStore({ [other]: { ada: { wave: 4 } }, [edition]: { ada: {}, bob: { wave: 2 } } });
  await acceptSend(store, { edition, content_hash: 'new', parts: '{}', audience_hash: 'grown' });
  await setFinished(store, edition, now);
  expect(await findSend(store, edition)).toMatchObject({
    content_hash: 'new',
    parts: '{}',
    audience_hash: 'grown',
    frozen_at: earlier,
    finished_at: now,
  });
  expect(await findSend(store, other)).toMatchObject({
    content_hash: 'content',
    audience_hash: 'list',
    finished_at: null,
  });
  expect(await lastWave(store, edition)).toBe(2);
  expect(await lastWave(store, '2026-05-04')).toBe(1);
});

test('the latest send is the one that was frozen last, whatever its edition is called', async () => {
  const store = await frozenStore({ [edition]: {}, [other]: {}, '2026-05-04': {} });
  await store.db.updateTable('send').set({ frozen_at: later }).where('edition', '=', other).execute();
  await store.db.updateTable('send').set({ frozen_at: null }).where('edition', '=', '2026-05-04').execute();
  expect(await latestSend(store)).toMatchObject({ edition: other });
  await store.db.updateTable('send').set({ frozen_at: null }).execute();
  expect(await latestSend(store)).toBeUndefined();
});
