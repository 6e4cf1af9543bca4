import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/deliver/delivery.ts';
import { ServerTrouble } from '../../../src/deliver/run/server-trouble.ts';
import { accepted, greylisted, serverDown } from '../told-transport.ts';

const at = (seconds: number): Date => new Date(Date.parse('2026-04-27T04:00:00Z') + seconds * 1000);
const closing: Outcome = {
  state: 'deferred',
  scope: 'server',
  stage: 'rcpt',
  reply: '421 4.3.2 closing connection',
};
const refused: Outcome = { state: 'deferred', scope: 'sender', stage: 'rcpt', reply: '550 5.7.1 blocked' };

test('a fault of the server pauses with its words, tries one message, and goes on when that goes through', () => {
  const trouble = new ServerTrouble();
  trouble.note(serverDown, at(0));
  expect(trouble.pause(at(0))).toEqual({ milliseconds: 500, reason: 'connection refused' });
  expect([trouble.pause(at(1)), trouble.probing]).toEqual([undefined, true]);
  trouble.note(accepted, at(1));
  expect([trouble.probing, trouble.stopped]).toEqual([false, undefined]);
});

test('a server that is away is asked again after half a second to half a minute, and given up the fifth time', () => {
  const trouble = new ServerTrouble();
  const pauses: number[] = [];
  for (let now = 0; trouble.stopped === undefined; ) {
    trouble.note(serverDown, at(now));
    const { milliseconds = 0 } = trouble.pause(at(now)) ?? {};
    pauses.push(milliseconds);
    now += milliseconds / 1000;
  }
  expect(pauses).toEqual([500, 2000, 8000, 30_000, 30_000]);
});

test('what was in flight when a server went away fails with it, and is one round', () => {
  const trouble = new ServerTrouble();
  for (let count = 0; count < 20; count += 1) trouble.note(serverDown, at(0));
  expect([trouble.pause(at(0))?.milliseconds, trouble.stopped]).toEqual([500, undefined]);
});

test('a message that goes through meanwhile ends the pause, and the next trouble is a first one', () => {
  const trouble = new ServerTrouble();
  for (let times = 0; times < 12; times += 1) {
    trouble.note(serverDown, at(times));
    expect(trouble.pause(at(times))?.milliseconds).toBe(500);
    trouble.note(accepted, at(times));
    expect([trouble.pause(at(times)), trouble.probing]).toEqual([undefined, false]);
  }
  expect(trouble.stopped).toBeUndefined();
});

test('what an address says is no trouble of the server', () => {
  const trouble = new ServerTrouble();
  for (let count = 0; count < 500; count += 1) trouble.note(greylisted, at(count));
  expect([trouble.pause(at(500)), trouble.stopped]).toEqual([undefined, undefined]);
});

test('an address that a transport cannot take at all says nothing of the server, which nobody has asked', () => {
  const trouble = new ServerTrouble();
  const cannot: Outcome = { state: 'skipped', reason: 'the mail server does not offer SMTPUTF8' };
  let now = 0;
  for (let rounds = 0; rounds < 5; rounds += 1) {
    trouble.note(serverDown, at(now));
    trouble.note(cannot, at(now));
    const { milliseconds = 0 } = trouble.pause(at(now)) ?? {};
    expect(milliseconds).toBeGreaterThan(0);
    now += milliseconds / 1000;
    trouble.note(cannot, at(now));
    expect(trouble.probing).toBe(true);
  }
  expect(trouble.stopped).toBe('connection refused');
});

test('ten refusals of the sender in a row stop it when three domains agree, and one alone never does', () => {
  const trouble = new ServerTrouble();
  for (let count = 0; count < 40; count += 1) trouble.note(refused, at(0), 'one.example');
  for (let count = 0; count < 5; count += 1) trouble.note(refused, at(0), 'two.example');
  expect([trouble.pause(at(0)), trouble.stopped]).toEqual([undefined, undefined]);
  for (let count = 0; count < 2; count += 1) trouble.note(refused, at(0), 'three.example');
  expect(trouble.stopped).toBe('550 5.7.1 blocked');
});

test('a rate limit of several domains pauses it, and so does one at MAIL at once', () => {
  const trouble = new ServerTrouble();
  const limited: Outcome = { ...refused, reply: '450 4.7.1 too much mail' };
  for (let count = 0; count < 10; count += 1) trouble.note(limited, at(0), `domain${count}.example`);
  expect(trouble.pause(at(0))).toEqual({ milliseconds: 30_000, reason: '450 4.7.1 too much mail' });
  trouble.note(accepted, at(31), 'one.example');
  expect([trouble.pause(at(31)), trouble.probing, trouble.stopped]).toEqual([undefined, false, undefined]);
  trouble.note({ ...limited, stage: 'mail' }, at(32), 'one.example');
  expect(trouble.pause(at(32))?.milliseconds).toBe(30_000);
});

test('refusals at MAIL stop it when ten come in a row, whoever the readers are', () => {
  const trouble = new ServerTrouble();
  for (let count = 0; count < 9; count += 1) trouble.note({ ...refused, stage: 'mail' }, at(0), 'one.example');
  expect([trouble.pause(at(0)), trouble.stopped]).toEqual([undefined, undefined]);
  trouble.note({ ...refused, stage: 'mail' }, at(0), 'one.example');
  expect(trouble.stopped).toBe('550 5.7.1 blocked');
});

test('421 ends its connection only; five in a row are the server’s fault', () => {
  const trouble = new ServerTrouble();
  for (let count = 0; count < 4; count += 1) trouble.note(closing, at(0));
  expect(trouble.pause(at(0))).toBeUndefined();
  trouble.note(accepted, at(0));
  for (let count = 0; count < 4; count += 1) trouble.note(closing, at(1));
  expect(trouble.pause(at(1))).toBeUndefined();
  trouble.note(closing, at(1));
  expect(trouble.pause(at(1))).toMatchObject({ reason: closing.reply });
});

test('a wrong password stops at once', () => {
  const trouble = new ServerTrouble();
  trouble.note({ ...serverDown, stage: 'auth', reply: '535 no' }, at(0));
  expect(trouble.stopped).toBe('535 no');
});

test('when more than half of the last hundred fail it pauses, probes, goes on, and stops the third time', () => {
  const trouble = new ServerTrouble();
  let now = 0;
  // Two of three fail, never ten in a row of any domain.
  const failUntilPaused = (): void => {
    for (let count = 0; count < 200 && !trouble.pause(at(now)) && !trouble.stopped; count += 1) {
      trouble.note(count % 3 === 0 ? accepted : refused, at(now));
    }
  };
  failUntilPaused();
  expect(trouble.pause(at(now))).toMatchObject({
    milliseconds: 30_000,
    reason: expect.stringMatching(/^\d+ of the last \d+ messages failed, the last with: 550 5\.7\.1 blocked$/),
  });
  trouble.note(accepted, at(now + 1));
  expect(trouble.pause(at(now + 1))).toBeDefined();
  for (const round of [1, 2]) {
    now += 31;
    expect({ round, stopped: trouble.stopped }).toEqual({ round, stopped: undefined });
    trouble.note(accepted, at(now));
    expect(trouble.probing).toBe(false);
    failUntilPaused();
  }
  expect(trouble.stopped).toContain('messages failed');
});

test('half of the last hundred may fail, and one more may not', () => {
  const trouble = new ServerTrouble();
  for (let count = 0; count < 150; count += 1) {
    trouble.note(accepted, at(0));
    trouble.note(refused, at(0));
  }
  expect([trouble.pause(at(0)), trouble.probing]).toEqual([undefined, false]);
  trouble.note(refused, at(0));
  expect(trouble.pause(at(0))).toEqual({
    milliseconds: 30_000,
    reason: '51 of the last 100 messages failed, the last with: 550 5.7.1 blocked',
  });
});

test('of fewer than fifty messages no share is taken', () => {
  const trouble = new ServerTrouble();
  for (let count = 0; count < 49; count += 1) trouble.note(count % 9 === 0 ? accepted : refused, at(0));
  expect(trouble.pause(at(0))).toBeUndefined();
  trouble.note(refused, at(0));
  expect(trouble.pause(at(0))?.reason).toContain('44 of the last 50 messages failed');
});
