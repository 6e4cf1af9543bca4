import { expect, test } from 'vitest';
import type { Outcome } from '../../src/deliver/delivery.ts';
import { DailyLimit } from '../../src/deliver/limits/daily-limit.ts';
import { parseRate } from '../../src/deliver/limits/rate.ts';
import { planSend } from '../../src/deliver/plan/plan-send.ts';
import type { Clock } from '../../src/foundation/clock.ts';
import { edition, openNewsletter, sender } from './fixture.ts';
import { accepted, greylisted, transportOf } from './told-transport.ts';
import { virtualClock } from './virtual-clock.ts';

const csv = (domains: readonly string[]): string =>
  ['email,first_name', ...domains.map((domain, index) => `reader${index}@${domain},Ada`)].join('\n');
const times = (count: number, domain: string): readonly string[] => Array.from({ length: count }, () => domain);

test('a domain’s rate is kept, and holds no other domain up', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const sent: { to: string; at: number }[] = [];
  const transport = transportOf(async ({ envelope: { to } }) => {
    sent.push({ to, at: clock.elapsed() });
    return accepted;
  });
  const list = await newsletter.list(csv([...times(30, 'slow.example'), ...times(30, 'example.com')]));
  await newsletter.send(transport, list, { clock, domains: { 'slow.example': { rate: '2/s' } } });
  const slow = sent.filter(({ to }) => to.endsWith('slow.example')).map(({ at }) => at);
  const others = sent.filter(({ to }) => to.endsWith('example.com')).map(({ at }) => at);
  expect(slow).toEqual(Array.from({ length: 30 }, (_, index) => index * 500));
  expect(Math.max(...others)).toBe(0);
});

test('a domain’s connections are not exceeded, and a slow domain leaves the others theirs', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  let atOnce = 0;
  let most = 0;
  const finished: string[] = [];
  const transport = transportOf(async ({ envelope: { to } }) => {
    if (to.endsWith('slow.example')) {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await clock.sleep(60_000);
      atOnce -= 1;
    }
    finished.push(to);
    return accepted;
  });
  const list = await newsletter.list(csv([...times(20, 'slow.example'), ...times(50, 'example.com')]));
  await newsletter.send(transport, list, { clock, domains: { 'slow.example': { connections: 2 } } });
  expect(most).toBe(2);
  expect(finished.slice(0, 50).every((to) => to.endsWith('example.com'))).toBe(true);
  expect(clock.elapsed()).toBe(600_000);
});

test('a transport’s rate is kept over a restart in the middle', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const list = await newsletter.list(csv(times(4, 'example.com')));
  const sent: number[] = [];
  const controller = new AbortController();
  const transport = transportOf(async () => {
    sent.push(clock.elapsed());
    if (sent.length === 2) controller.abort();
    return accepted;
  });
  const rate = parseRate('1/m');
  await newsletter.send(transport, list, { clock, rate, signal: controller.signal });
  await newsletter.send(transport, list, { clock, rate });
  // A second later after the restart: as much as the first run might have made up for.
  expect(sent).toEqual([0, 60_000, 121_000, 181_000]);
});

test('the warm-up lets so many out on a day, over runs and editions, and leaves the rest planned', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T10:00:00Z');
  const list = await newsletter.list(csv(times(25, 'example.com')));
  const transport = transportOf(async () => accepted);
  const limitOfDay = (day: string): number | undefined => (day < '2026-05-03' ? 10 : undefined);
  const input = {
    rendered: edition(),
    audience: list,
    sender,
    transport,
    journal: newsletter.journal,
    clock,
    limitOfDay,
  };
  const first = await newsletter.send(transport, list, {
    clock,
    limitOfDay: (day) => (day === '2026-05-01' ? 7 : undefined),
  });
  expect(first.counts).toEqual({ accepted: 7, planned: 18 });
  expect(await planSend(input)).toMatchObject({ warmup: { day: '2026-05-01', limit: 10, left: 3 } });
  const second = await newsletter.send(transport, list, { clock, limitOfDay });
  expect(second).toMatchObject({
    counts: { accepted: 10, planned: 15 },
    left: expect.stringContaining('warm-up'),
  });
  expect(await newsletter.send(transport, list, { clock, limitOfDay })).toMatchObject({ thisRun: {} });
  await clock.sleep(86_400_000);
  expect(await newsletter.send(transport, list, { clock, limitOfDay })).toMatchObject({ thisRun: { accepted: 10 } });
  await clock.sleep(86_400_000);
  expect(await newsletter.send(transport, list, { clock, limitOfDay })).toMatchObject({ counts: { accepted: 25 } });
});

test('a limit that is lowered below what went out on the day lets nobody else out', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T10:00:00Z');
  const list = await newsletter.list(csv(times(9, 'example.com')));
  const transport = transportOf(async () => accepted);
  await newsletter.send(transport, list, { clock, limitOfDay: () => 4 });
  expect(await newsletter.send(transport, list, { clock, limitOfDay: () => 3 })).toMatchObject({
    counts: { accepted: 4, planned: 5 },
    left: expect.stringContaining('warm-up'),
  });
});

test('what no server had anything of is not counted among those that the warm-up lets out', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T10:00:00Z');
  let tries = 0;
  const transport = transportOf(
    async () => {
      tries += 1;
      return tries <= 2 ? greylisted : accepted;
    },
    { connections: 1 },
  );
  const list = await newsletter.list(csv(times(5, 'example.com')));
  const summary = await newsletter.send(transport, list, { clock, limitOfDay: () => 3, wait: true });
  expect(summary.counts).toEqual({ accepted: 3, deferred: 2 });
});

test('what a server had whole counts among those that the warm-up lets out, refused or unknown', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T10:00:00Z');
  const outcomes: Outcome[] = [
    { state: 'unknown', reason: 'cut off after the dot' },
    { state: 'deferred', scope: 'address', stage: 'body', reply: '452 4.2.2 over quota' },
  ];
  const transport = transportOf(async () => outcomes.shift() ?? accepted, { connections: 1 });
  const list = await newsletter.list(csv(times(6, 'example.com')));
  const summary = await newsletter.send(transport, list, { clock, limitOfDay: () => 4 });
  expect(summary.counts).toEqual({ unknown: 1, deferred: 1, accepted: 2, planned: 2 });
});

test('a share of the day that many are on the way for goes to others when those are refused', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T10:00:00Z');
  const noSuchUser = { state: 'rejected', scope: 'address', stage: 'rcpt', reply: '550 5.1.1 no such user' } as const;
  const sent: string[] = [];
  const transport = transportOf(
    async ({ envelope: { to } }) => {
      await clock.sleep(10);
      if (/^reader[0-4]@/.test(to)) return noSuchUser;
      sent.push(to);
      return accepted;
    },
    { connections: 10 },
  );
  const list = await newsletter.list(csv(times(20, 'example.com')));
  const summary = await newsletter.send(transport, list, { clock, limitOfDay: () => 5 });
  expect(summary.counts).toEqual({ rejected: 5, accepted: 5, planned: 10 });
  expect(summary.left).toContain('warm-up');
});

test('when the day is full a send ends, though somebody waits for a retry', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T10:00:00Z');
  const transport = transportOf(async ({ envelope: { to } }) => (to.startsWith('reader0@') ? greylisted : accepted), {
    connections: 1,
  });
  const list = await newsletter.list(csv(times(3, 'example.com')));
  const summary = await newsletter.send(transport, list, { clock, limitOfDay: () => 2, wait: true });
  expect(summary.counts).toEqual({ deferred: 1, accepted: 2 });
  expect(summary.left).toContain('warm-up');
});

test('a clock that is set back over midnight gives no day a second time, and a new day is a new one', () => {
  const limit = new DailyLimit(() => 10, new Date('2026-05-01T23:59:00Z'), new Map());
  for (let count = 0; count < 10; count += 1) limit.take(new Date('2026-05-01T23:59:30Z'));
  expect(limit.left(new Date('2026-05-02T00:00:00Z'))).toBe(10);
  for (let count = 0; count < 10; count += 1) limit.take(new Date('2026-05-02T00:00:01Z'));
  expect(limit.left(new Date('2026-05-01T23:59:59Z'))).toBe(0);
  expect(limit.left(new Date('2026-05-02T00:00:02Z'))).toBe(0);
});

test('what was taken before midnight and did not go out gives the new day none more', () => {
  const limit = new DailyLimit(() => 10, new Date('2026-05-01T23:59:00Z'), new Map());
  limit.take(new Date('2026-05-01T23:59:59Z'));
  const before = limit.day;
  for (let count = 0; count < 10; count += 1) limit.take(new Date('2026-05-02T00:00:01Z'));
  limit.giveBack(before);
  expect(limit.left(new Date('2026-05-02T00:00:02Z'))).toBe(0);
});

test('nobody is taken after the given time; the rest stays planned and a later run has it', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T09:29:58Z');
  const list = await newsletter.list(csv(times(10, 'example.com')));
  const sent: string[] = [];
  const transport = transportOf(async () => {
    sent.push(clock.now().toISOString());
    return accepted;
  });
  const until = new Date('2026-05-01T09:30:00Z');
  const summary = await newsletter.send(transport, list, { clock, rate: parseRate('1/s'), until, wait: true });
  expect(summary).toMatchObject({ counts: { accepted: 2, planned: 8 }, left: expect.stringContaining('09:30') });
  expect(sent.every((at) => at < '2026-05-01T09:30:00')).toBe(true);
  expect(await newsletter.send(transport, list, { clock })).toMatchObject({ counts: { accepted: 10 } });
});

test('a run whose last message comes back after the given time left nobody', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T09:29:58Z');
  const transport = transportOf(async () => {
    await clock.sleep(5000);
    return accepted;
  });
  const until = new Date('2026-05-01T09:30:00Z');
  const summary = await newsletter.send(transport, await newsletter.list(csv(times(2, 'example.com'))), {
    clock,
    until,
  });
  expect(summary.counts).toEqual({ accepted: 2 });
  expect(summary).not.toHaveProperty('left');
});

test('a run that waits for a retry ends at the given time, to the second', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock('2026-05-01T09:29:00Z');
  const until = new Date('2026-05-01T09:31:07Z');
  const transport = transportOf(async () => greylisted);
  const list = await newsletter.list(csv(times(2, 'example.com')));
  const summary = await newsletter.send(transport, list, { clock, until, wait: true });
  expect(summary).toMatchObject({ counts: { deferred: 2 }, left: expect.stringContaining('09:31:07') });
  expect(clock.now()).toEqual(until);
});

test('a machine that slept through a retry has it within a minute of its waking', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  let asleep = 0;
  // Its timers stand still while it sleeps, for three hours, and its clock does not.
  const machine: Clock = {
    now: () => new Date(clock.now().getTime() + asleep),
    sleep: async (milliseconds, signal) => {
      await clock.sleep(milliseconds, signal);
      if (milliseconds >= 1000) asleep = 3 * 3_600_000;
    },
  };
  const tries: number[] = [];
  const transport = transportOf(async () => {
    tries.push(clock.elapsed());
    return tries.length < 2 ? greylisted : accepted;
  });
  const list = await newsletter.list(csv(times(1, 'example.com')));
  expect(await newsletter.send(transport, list, { clock: machine, wait: true })).toMatchObject({
    counts: { accepted: 1 },
  });
  expect(tries[1]).toBeLessThanOrEqual(60_000);
});
