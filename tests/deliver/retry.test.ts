import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/deliver/delivery.ts';
import type { SendProgress } from '../../src/deliver/run/send-progress.ts';
import type { SendSummary } from '../../src/deliver/send-summary.ts';
import type { Clock } from '../../src/foundation/clock.ts';
import { csvOf, openNewsletter } from './fixture.ts';
import { accepted, greylisted, serverDown, transportOf } from './told-transport.ts';
import { virtualClock } from './virtual-clock.ts';

test('a send stays until those who were deferred have been tried again', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const tries = new Map<string, number[]>();
  const transport = transportOf(async ({ envelope: { to } }) => {
    const before = tries.get(to) ?? [];
    tries.set(to, [...before, clock.elapsed() / 60_000]);
    return to.startsWith('reader1@') && before.length < 3 ? greylisted : accepted;
  });
  const progress: (string | undefined)[] = [];
  const onProgress = ({ nextRetry }: { readonly nextRetry?: string }): unknown => progress.push(nextRetry);
  const summary = await newsletter.send(transport, await newsletter.list(csvOf(3)), { clock, wait: true, onProgress });
  expect(summary).toMatchObject({ thisRun: { accepted: 3 }, counts: { accepted: 3 }, names: [] });
  expect(tries.get('reader1@example.com')).toEqual([0, 5, 15, 35]);
  expect(progress).toContain('2026-04-27T04:05:00.000Z');
});

test('a run that has nobody to take yet says at once what it waits for', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const audience = await newsletter.list(csvOf(2));
  const later = transportOf(async () => greylisted);
  await newsletter.send(later, audience, { clock });
  const seen: SendProgress[] = [];
  const onProgress = (progress: SendProgress): unknown => seen.push(progress);
  const willing = transportOf(async () => accepted);
  await newsletter.send(willing, audience, { clock, wait: true, onProgress });
  expect(seen[0]).toMatchObject({ done: 0, inFlight: 0, nextRetry: '2026-04-27T04:05:00.000Z' });
});

test('without waiting it leaves, and a later run goes on when they are due', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const audience = await newsletter.list(csvOf(2));
  const first = await newsletter.send(
    transportOf(async () => greylisted),
    audience,
    { clock },
  );
  expect(first).toMatchObject({ thisRun: { deferred: 2 }, counts: { deferred: 2 } });
  const willing = transportOf(async () => accepted);
  expect(await newsletter.send(willing, audience, { clock })).toMatchObject({ thisRun: {} });
  await clock.sleep(5 * 60_000);
  expect(await newsletter.send(willing, audience, { clock })).toMatchObject({ counts: { accepted: 2 } });
});

test('told to stop while it waits for a retry, a send ends at once', async () => {
  const newsletter = await openNewsletter();
  const controller = new AbortController();
  // The time of a retry never comes.
  const clock: Clock = {
    now: () => new Date('2026-04-27T04:00:00Z'),
    sleep: (milliseconds) => {
      if (milliseconds > 10_000) setImmediate(() => controller.abort());
      return new Promise(() => undefined);
    },
  };
  const later = transportOf(async () => greylisted);
  const audience = await newsletter.list(csvOf(2));
  const summary = newsletter.send(later, audience, { clock, wait: true, signal: controller.signal });
  expect(await summary).toMatchObject({ interrupted: true, counts: { deferred: 2 } });
});

test('an address that takes nothing for 48 hours is given up, and the send ends', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const never = transportOf(async () => greylisted);
  const told: string[] = [];
  const summary = await newsletter.send(never, await newsletter.list(csvOf(1)), {
    clock,
    wait: true,
    onSettled: ({ outcome }) => told.push(outcome.state),
  });
  expect(summary.thisRun).toEqual({ rejected: 1 });
  expect([told.at(-2), told.at(-1)]).toEqual(['deferred', 'rejected']);
  expect(clock.elapsed() / 3_600_000).toBeGreaterThan(43);
  expect(clock.elapsed() / 3_600_000).toBeLessThanOrEqual(48);
  expect(summary.names).toMatchObject([{ state: 'rejected', detail: expect.stringContaining('given up') }]);
  expect(await newsletter.list(csvOf(1)).then(({ rows }) => rows()[Symbol.asyncIterator]().next())).toMatchObject({
    value: { kind: 'subscriber' },
  });
});

test('who was put off first is tried again first, whoever is put off until later in the meantime', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const tries: string[] = [];
  const transport = transportOf(
    async ({ envelope: { to } }) => {
      const isFirst = !tries.some((one) => one.startsWith(to));
      tries.push(`${to} ${clock.elapsed() / 60_000}`);
      if (isFirst) await clock.sleep(2 * 60_000);
      return isFirst ? greylisted : accepted;
    },
    { connections: 1 },
  );
  await newsletter.send(transport, await newsletter.list(csvOf(2)), { clock, wait: true });
  expect(tries).toEqual([
    'reader0@example.com 0',
    'reader1@example.com 2',
    'reader0@example.com 7',
    'reader1@example.com 9',
  ]);
});

test('a long list goes on while some of it waits for a retry', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const order: string[] = [];
  const transport = transportOf(
    async ({ envelope: { to } }) => {
      await clock.sleep(60_000);
      order.push(to);
      return to.startsWith('reader0@') && order.length === 1 ? greylisted : accepted;
    },
    { connections: 1 },
  );
  const seen: SendProgress[] = [];
  await newsletter.send(transport, await newsletter.list(csvOf(400)), {
    clock,
    wait: true,
    onProgress: (progress) => seen.push(progress),
  });
  // A back-off is told of while others go out, too.
  expect(seen.some(({ inFlight, nextRetry }) => inFlight > 0 && nextRetry !== undefined)).toBe(true);
  expect(order).toHaveLength(401);
  expect(order.lastIndexOf('reader0@example.com')).toBeLessThan(300);
});

test('when the sender was refused for 48 hours the next run tries again', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const audience = await newsletter.list(csvOf(1));
  const refusing = transportOf(async () => ({
    state: 'deferred',
    scope: 'sender',
    stage: 'rcpt',
    reply: '550 5.7.1 blocked',
  }));
  // Nine tries short of the ten in a row that stop a transport.
  let summary = await newsletter.send(refusing, audience, { clock });
  for (let run = 0; run < 30 && (await newsletter.journal.due('2026-04-27', clock.now())).next; run += 1) {
    await clock.sleep(4 * 3_600_000);
    summary = await newsletter.send(refusing, audience, { clock });
  }
  expect(summary.names).toMatchObject([{ state: 'deferred', detail: expect.stringContaining('given up') }]);
  expect(summary.names[0]).not.toHaveProperty('retryAt');
  const willing = transportOf(async () => accepted);
  expect(await newsletter.send(willing, audience, { clock })).toMatchObject({ counts: { accepted: 1 } });
});

describe('whoever is put off by his own address for the first time is not given up, days after', () => {
  /** A newsletter of one, whose first run ended with this three days ago; tells how it goes on when his address says later once. */
  async function goOnAfter(outcome: Outcome, { resendUnknown = false } = {}): Promise<SendSummary> {
    const newsletter = await openNewsletter();
    const clock = virtualClock();
    const audience = await newsletter.list(csvOf(1));
    await newsletter.send(
      transportOf(async () => outcome),
      audience,
      { clock },
    );
    await clock.sleep(72 * 3_600_000);
    const known = new Set<string>();
    const greylisting = transportOf(async ({ envelope: { to } }) => {
      if (known.has(to)) return accepted;
      known.add(to);
      return greylisted;
    });
    return newsletter.send(greylisting, audience, { clock, wait: true, resendUnknown });
  }

  test('the trouble of the server', async () => {
    expect(await goOnAfter(serverDown)).toMatchObject({ counts: { accepted: 1 } });
  });

  test('a refusal of the sender', async () => {
    const refused = { state: 'deferred', scope: 'sender', stage: 'mail', reply: '450 4.7.1 not from you' } as const;
    expect(await goOnAfter(refused)).toMatchObject({ counts: { accepted: 1 } });
  });

  test('a message of which nobody knew, sent again', async () => {
    const cut = { state: 'unknown', reason: 'cut off' } as const;
    expect(await goOnAfter(cut, { resendUnknown: true })).toMatchObject({ counts: { accepted: 1 } });
  });
});

test('an unknown whose address had put him off before has all the time again when he is sent to again', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const audience = await newsletter.list(csvOf(1));
  const outcomes: Outcome[] = [greylisted, { state: 'unknown', reason: 'cut off' }, greylisted, accepted];
  const transport = transportOf(async () => outcomes.shift() ?? accepted);
  await newsletter.send(transport, audience, { clock, wait: true });
  await clock.sleep(72 * 3_600_000);
  expect(await newsletter.send(transport, audience, { clock, wait: true, resendUnknown: true })).toMatchObject({
    counts: { accepted: 1 },
  });
});

describe('those who were all deferred', () => {
  /** Puts everyone off at first, and takes its time in ever other ways; says how often it accepted each. */
  function startGreylister(clock: Clock) {
    const seen = new Set<string>();
    const mailed = new Map<string, number>();
    let count = 0;
    const transport = transportOf(
      async ({ envelope: { to } }) => {
        count += 1;
        await clock.sleep(Math.floor(count / 9) % 3);
        if (!seen.has(to)) {
          seen.add(to);
          return greylisted;
        }
        mailed.set(to, (mailed.get(to) ?? 0) + 1);
        return accepted;
      },
      { connections: 7 },
    );
    return { transport, mailed };
  }
  /** Each look at this clock takes a moment, as it does on a busy machine. */
  function busyClock(): Clock {
    const still = virtualClock();
    let looks = 0;
    const now = (): Date => {
      looks += 1;
      return new Date(still.now().getTime() + Math.floor(looks / 4));
    };
    return { ...still, now };
  }
  const once = (count: number) =>
    new Map(Array.from({ length: count }, (_, index) => [`reader${index}@example.com`, 1]));

  test('are mailed once each when a later run finds them due together', async () => {
    const newsletter = await openNewsletter();
    const clock = busyClock();
    const audience = await newsletter.list(csvOf(300));
    const { transport, mailed } = startGreylister(clock);
    await newsletter.send(transport, audience, { clock });
    await clock.sleep(10 * 60_000);
    await newsletter.send(transport, audience, { clock });
    expect([...mailed].sort()).toEqual([...once(300)].sort());
  });

  test('are mailed once each by a run that stays, as one after the other falls due', async () => {
    const newsletter = await openNewsletter();
    const clock = busyClock();
    const { transport, mailed } = startGreylister(clock);
    await newsletter.send(transport, await newsletter.list(csvOf(300)), { clock, wait: true });
    expect([...mailed].sort()).toEqual([...once(300)].sort());
  });
});
