import { expect, test } from 'vitest';
import { Refusals } from '../../../src/deliver/run/refusals.ts';

const at = (seconds: number): Date => new Date(Date.parse('2026-04-27T04:00:00Z') + seconds * 1000);
const tooMuch = { reason: '450 4.7.1 too much mail', forGood: false };
const blocked = { reason: '550 5.7.1 blocked', forGood: true };

test('ten refusals for now make a pause, with the reason; nine do not', () => {
  const refusals = new Refusals();
  for (let count = 0; count < 9; count += 1) refusals.refuse(tooMuch, { at: at(0) });
  expect(refusals.pause(at(0))).toBeUndefined();
  refusals.refuse(tooMuch, { at: at(0) });
  expect(refusals.pause(at(0))).toEqual({ milliseconds: 30_000, reason: '450 4.7.1 too much mail' });
  expect([refusals.probing, refusals.stopped]).toEqual([true, undefined]);
});

test('what was in flight when the pause began neither lengthens nor ends it', () => {
  const refusals = new Refusals();
  for (let count = 0; count < 14; count += 1) refusals.refuse(tooMuch, { at: at(0) });
  refusals.recover(at(1));
  expect(refusals.pause(at(1))?.milliseconds).toBe(29_000);
});

test('a message that goes through ends it, and the next ten begin anew', () => {
  const refusals = new Refusals();
  for (let count = 0; count < 10; count += 1) refusals.refuse(tooMuch, { at: at(0) });
  refusals.recover(at(31));
  expect([refusals.probing, refusals.pause(at(31))]).toEqual([false, undefined]);
  for (let count = 0; count < 10; count += 1) refusals.refuse(tooMuch, { at: at(40) });
  expect(refusals.pause(at(40))?.milliseconds).toBe(30_000);
});

test('each probe that is refused makes for twice the pause, up to half an hour, and the eighth round stops', () => {
  const refusals = new Refusals();
  for (let count = 0; count < 9; count += 1) refusals.refuse(tooMuch, { at: at(0) });
  const minutes: number[] = [];
  let now = 0;
  while (refusals.stopped === undefined) {
    refusals.refuse(tooMuch, { at: at(now) });
    const pause = refusals.pause(at(now))?.milliseconds ?? 0;
    minutes.push(pause / 60_000);
    now += pause / 1000;
  }
  expect(minutes).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30]);
  expect(refusals.stopped).toBe('450 4.7.1 too much mail');
});

test('ten refusals for good stop at once', () => {
  const refusals = new Refusals();
  for (let count = 0; count < 10; count += 1) refusals.refuse(blocked, { at: at(0) });
  expect(refusals.stopped).toBe('550 5.7.1 blocked');
});

test('nine refusals for now and one for good make a pause; the message after it decides', () => {
  const refusals = new Refusals();
  for (let count = 0; count < 9; count += 1) refusals.refuse(tooMuch, { at: at(0) });
  refusals.refuse(blocked, { at: at(0) });
  expect([refusals.pause(at(0))?.milliseconds, refusals.stopped]).toEqual([30_000, undefined]);
  refusals.refuse(blocked, { at: at(31) });
  expect(refusals.stopped).toBe('550 5.7.1 blocked');
});

test('of one domain no more than some count, however many it makes', () => {
  const refusals = new Refusals({ mostOfOne: 4 });
  const by = (domain: string, times: number): void => {
    for (let count = 0; count < times; count += 1) refusals.refuse({ ...blocked, domain }, { at: at(0) });
  };
  by('one.example', 50);
  by('two.example', 50);
  expect(refusals.stopped).toBeUndefined();
  by('three.example', 2);
  expect(refusals.stopped).toBe('550 5.7.1 blocked');
});
