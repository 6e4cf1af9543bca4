import { expect, test } from 'vitest';
import { deliveryStates, type RefusedSince } from '../../../src/deliver/delivery.ts';
import { backOff, defaultRetry } from '../../../src/deliver/journal/retry.ts';
import { type Change, changeAfter, nextStates } from '../../../src/deliver/journal/transitions.ts';

const now = new Date('2026-04-27T04:00:00Z');
const tried = { attempts: 1, now, retry: defaultRetry, chance: 0.5 };

test('from each state a delivery may go to these and to no others', () => {
  expect(Object.fromEntries(deliveryStates.map((state) => [state, nextStates(state)]))).toEqual({
    planned: ['attempting', 'skipped'],
    attempting: ['accepted', 'rejected', 'deferred', 'unknown', 'skipped'],
    accepted: [],
    rejected: [],
    deferred: ['attempting', 'skipped'],
    unknown: ['planned'],
    skipped: [],
  });
});

test('a deferral for the address backs off, each time twice as long, up to four hours', () => {
  expect([1, 2, 3, 7, 50].map((attempts) => backOff(attempts, defaultRetry, 0.5) / 60_000)).toEqual([
    5, 10, 20, 240, 240,
  ]);
  const outcome = { state: 'deferred', scope: 'address', stage: 'rcpt', reply: '450 later', status: '4.2.0' } as const;
  expect(changeAfter(outcome, { ...tried, attempts: 2 })).toEqual({
    state: 'deferred',
    detail: '450 later',
    status: '4.2.0',
    attempts: 2,
    retryAt: new Date('2026-04-27T04:10:00Z'),
    refusedSince: { address: now },
  });
});

test('a fault of the server costs the subscriber neither a try nor a wait', () => {
  const outcome = { state: 'deferred', scope: 'server', stage: 'connect', reply: 'refused' } as const;
  expect(changeAfter(outcome, tried)).toEqual({
    state: 'deferred',
    detail: 'refused',
    attempts: 0,
    retryAt: now,
  });
});

test('only a rejection for the address suppresses it', () => {
  const rejected = { state: 'rejected', stage: 'rcpt', reply: '550 no such user' } as const;
  expect(changeAfter({ ...rejected, scope: 'address' }, tried)).toMatchObject({
    suppress: '550 no such user',
  });
  expect(changeAfter({ ...rejected, scope: 'sender' }, tried)).not.toHaveProperty('suppress');
});

test('retries are spread by a fifth either way, within the bounds of the policy', () => {
  const minutes = (attempts: number, chance: number): number => backOff(attempts, defaultRetry, chance) / 60_000;
  expect([minutes(1, 0), minutes(1, 0.999), minutes(3, 0), minutes(3, 1), minutes(50, 1)]).toEqual([
    5,
    expect.closeTo(6, 1),
    16,
    24,
    240,
  ]);
});

test('an address that takes no mail for 48 hours is given up without being suppressed', () => {
  const outcome = { state: 'deferred', scope: 'address', stage: 'rcpt', reply: '450 later' } as const;
  const refusedSince = { address: new Date('2026-04-25T08:00:00Z') };
  const late = { ...tried, attempts: 14, refusedSince };
  // The next try would be four hours from now.
  expect(changeAfter(outcome, late)).toMatchObject({ state: 'deferred', retryAt: new Date('2026-04-27T08:00:00Z') });
  expect(changeAfter(outcome, { ...late, now: new Date(now.getTime() + 1) })).toEqual({
    state: 'rejected',
    detail: 'given up after 14 tries: 450 later',
    attempts: 14,
    refusedSince,
  });
});

test('the time of an address runs from its own first refusal on, whatever else put it off, then or since', () => {
  const refused = { state: 'deferred', stage: 'rcpt', reply: '450 later' } as const;
  const address = new Date('2026-04-26T04:00:00Z');
  const sender = new Date('2026-04-20T04:00:00Z');
  const after = (scope: 'address' | 'sender' | 'server', refusedSince?: RefusedSince): Change =>
    changeAfter({ ...refused, scope }, { ...tried, attempts: 14, refusedSince });
  expect(after('address', { sender })).toMatchObject({ state: 'deferred', refusedSince: { sender, address: now } });
  expect(after('sender', { address })).toMatchObject({ state: 'deferred', refusedSince: { address, sender: now } });
  expect(after('server', { address, sender })).toMatchObject({ refusedSince: { address, sender } });
  expect(after('address', { address, sender })).toMatchObject({ state: 'deferred', refusedSince: { address, sender } });
});

test('nobody is rejected because the sender was refused for 48 hours: the next run tries again', () => {
  const outcome = {
    state: 'deferred',
    scope: 'sender',
    stage: 'mail',
    reply: '550 5.7.1 no',
    status: '5.7.1',
  } as const;
  const refusedSince = { sender: new Date('2026-04-25T04:01:00Z') };
  const change = changeAfter(outcome, { ...tried, attempts: 14, refusedSince });
  expect(change).toMatchObject({ state: 'deferred', status: '5.7.1' });
  expect(change).not.toHaveProperty('retryAt');
});

test('an acceptance keeps its enhanced status code', () => {
  expect(changeAfter({ state: 'accepted', reply: '250 2.0.0 taken' }, tried)).toMatchObject({ status: '2.0.0' });
});
