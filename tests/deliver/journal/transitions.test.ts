import { expect, test } from 'vitest';
import { deliveryStates } from '../../../src/deliver/delivery.ts';
import { backOff, changeAfter, nextStates } from '../../../src/deliver/journal/transitions.ts';

const now = new Date('2026-04-27T04:00:00Z');

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
  expect([1, 2, 3, 7, 50].map((attempts) => backOff(attempts) / 60_000)).toEqual([5, 10, 20, 240, 240]);
  const outcome = { state: 'deferred', scope: 'address', stage: 'rcpt', reply: '450 later', status: '4.2.0' } as const;
  expect(changeAfter(outcome, { attempts: 2, now })).toEqual({
    state: 'deferred',
    detail: '450 later',
    status: '4.2.0',
    attempts: 2,
    retryAt: new Date('2026-04-27T04:10:00Z'),
  });
});

test('a fault of the server costs the subscriber neither a try nor a wait', () => {
  const outcome = { state: 'deferred', scope: 'server', stage: 'connect', reply: 'refused' } as const;
  expect(changeAfter(outcome, { attempts: 1, now })).toEqual({
    state: 'deferred',
    detail: 'refused',
    attempts: 0,
    retryAt: now,
  });
});

test('only a rejection for the address suppresses it', () => {
  const rejected = { state: 'rejected', stage: 'rcpt', reply: '550 no such user' } as const;
  expect(changeAfter({ ...rejected, scope: 'address' }, { attempts: 1, now })).toMatchObject({
    suppress: '550 no such user',
  });
  expect(changeAfter({ ...rejected, scope: 'sender' }, { attempts: 1, now })).not.toHaveProperty('suppress');
});
