import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Journal } from '../../../src/deliver/journal/journal.ts';
import { openSmtp } from '../../../src/deliver/transport/open-smtp.ts';
import type { Transport } from '../../../src/deliver/transport/transport.ts';
import type { Clock } from '../../../src/foundation/clock.ts';
import { MastheadError } from '../../../src/foundation/masthead-error.ts';
import { collect, csvOf, openNewsletter } from '../fixture.ts';
import { startHeardServer } from '../heard-server.ts';
import { moment } from '../moment.ts';
import { virtualClock } from '../virtual-clock.ts';
import { faultCases, type otherFaults } from './fault-cases.ts';
import { startFaultServer } from './fault-server.ts';

const edition = '2026-04-27';

function open(url: string, connections = 1): Transport {
  const transport = openSmtp({ url, connections });
  onTestFinished(() => transport.close());
  return transport;
}

/** A clock whose sleep is over at once, and took the time it was asked for. */
function fastClock(): Clock {
  let now = Date.parse('2026-04-27T04:00:00Z');
  return {
    now: () => new Date(now),
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test.each(faultCases)('$what: $means', async ({ faults, ends, auth, stops }) => {
  const newsletter = await openNewsletter();
  const server = await startFaultServer(faults);
  const url = auth ? server.url.replace('smtp://', 'smtp://news:secret@') : server.url;
  const sending = newsletter.send(open(url), await newsletter.list(csvOf(3)), { clock: fastClock(), wait: false });
  if (typeof ends === 'string') {
    await expect(sending).rejects.toMatchObject({ code: ends });
    expect(await newsletter.journal.find(edition)).toBeUndefined();
    expect(server.complete).toEqual([]);
    return;
  }
  const { counts, stopped } = await sending;
  expect(counts).toEqual(ends);
  expect(stopped === undefined).toBe(stops === undefined);
  // Whatever went wrong, nobody was mailed twice, and whoever the server says it took is accepted.
  expect(new Set(server.accepted).size).toBe(server.accepted.length);
  expect(server.accepted).toHaveLength(ends.accepted ?? 0);
});

const what = (name: keyof typeof otherFaults): string => name;

test(what('nobody listens at the port'), async () => {
  const newsletter = await openNewsletter();
  const audience = await newsletter.list(csvOf(3));
  await expect(newsletter.send(open('smtp://127.0.0.1:1'), audience)).rejects.toMatchObject({
    code: 'TRANSPORT_REFUSED',
  });
  expect(await newsletter.journal.find(edition)).toBeUndefined();
});

test(what('no greeting comes'), async () => {
  const { url, connections } = await startFaultServer({ connect: { after: new Promise(() => undefined) } });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const refused = expect(open(url).verify()).rejects.toMatchObject({
    code: 'TRANSPORT_REFUSED',
    problems: [{ why: expect.stringContaining('Greeting never received') }],
  });
  await vi.waitUntil(() => connections() === 1);
  await vi.advanceTimersByTimeAsync(31_000);
  await refused;
});

test(what('no answer comes to EHLO'), async () => {
  const newsletter = await openNewsletter();
  const audience = await newsletter.list(csvOf(3));
  const hello = moment();
  const { url, open: stillOpen } = await startFaultServer({
    EHLO: {
      get after() {
        hello.let();
        return new Promise(() => undefined);
      },
    },
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const refused = expect(newsletter.send(open(url), audience)).rejects.toMatchObject({
    code: 'TRANSPORT_REFUSED',
    problems: [{ why: 'No answer within 30 seconds; the last was: 220 fault.test' }],
  });
  await hello.come;
  await vi.advanceTimersByTimeAsync(31_000);
  await refused;
  await vi.waitUntil(() => stillOpen() === 0);
  expect(await newsletter.journal.find(edition)).toBeUndefined();
});

test(what('no answer comes to EHLO in the middle of a run'), async () => {
  const newsletter = await openNewsletter();
  const audience = await newsletter.list(csvOf(3));
  const answered = { say: '250-fault.test\r\n250 PIPELINING' };
  const hello = moment();
  const silent = {
    get after() {
      hello.let();
      return new Promise(() => undefined);
    },
  };
  // The first is for the look at the server.
  const server = await startFaultServer({ EHLO: [answered, silent, answered] });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const sending = newsletter.send(open(server.url), audience, { clock: fastClock() });
  await hello.come;
  await vi.advanceTimersByTimeAsync(121_000);
  expect(await sending).toMatchObject({ counts: { accepted: 3 } });
  expect(server.accepted).toHaveLength(3);
});

test(what('the reply comes after 90 seconds'), async () => {
  const limits = vi.spyOn(Socket.prototype, 'setTimeout');
  let answer = (): void => undefined;
  const after = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const server = await startFaultServer({ '.': { say: '250 2.0.0 taken', after } });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let settled = false;
  const sending = open(server.url)
    .send({
      envelope: { from: 'a@example.com', to: 'b@example.com' },
      raw: [Buffer.from('Subject: x\r\n\r\n')],
      dotted: false,
      id: 'x',
    })
    .finally(() => {
      settled = true;
    });
  await vi.waitUntil(() => server.complete.length === 1);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(settled).toBe(false);
  answer();
  expect(await sending).toMatchObject({ state: 'accepted' });
  // A socket keeps its time with timers of its own; the last limit that is set is the one for replies, and no shorter than the standard's.
  const milliseconds = limits.mock.calls.map(([limit]) => limit).filter((limit) => limit > 0);
  expect(milliseconds.at(-1)).toBeGreaterThanOrEqual(600_000);
});

test(what('every address is greylisted at first'), async () => {
  const newsletter = await openNewsletter();
  const later = { say: '450 4.2.0 greylisted' };
  const server = await startFaultServer({ RCPT: [later, later, later, { say: '250 ok' }] });
  const clock = virtualClock();
  const audience = await newsletter.list(csvOf(3));
  const { counts } = await newsletter.send(open(server.url), audience, { clock, wait: true });
  expect(counts).toEqual({ accepted: 3 });
  expect(server.accepted).toHaveLength(3);
  expect(clock.elapsed()).toBeGreaterThanOrEqual(5 * 60_000 * 0.5);
});

test(what('the disk is full at the journal'), async () => {
  const newsletter = await openNewsletter();
  const server = await startFaultServer({ '.': { say: `250 2.0.0 ${'taken '.repeat(70)}` } });
  const audience = await newsletter.list(csvOf(300));
  const { db } = newsletter.store;
  let full = false;
  const fill = async (): Promise<void> => {
    full = true;
    await sql.raw('pragma max_page_count = 1').execute(db);
  };
  const sending = newsletter.send(open(server.url, 4), audience, {
    onProgress: ({ done }) => {
      if (done >= 20 && !full) void fill();
    },
  });
  await expect(sending).rejects.toMatchObject({
    code: 'JOURNAL_NOT_WRITTEN',
    problems: [{ why: expect.stringContaining('full') }],
  });
  await sql.raw('pragma max_page_count = 1000000').execute(db);
  const mailed = server.accepted.length;
  expect(mailed).toBeLessThan(300);
  const { counts } = await newsletter.send(open(server.url, 4), audience);
  expect(counts.unknown ?? 0).toBeLessThanOrEqual(4);
  expect(counts.accepted).toBe(300 - (counts.unknown ?? 0));
  expect(new Set(server.accepted).size).toBe(server.accepted.length);
});

test(what('the disk fails at the journal'), async () => {
  const newsletter = await openNewsletter();
  const server = await startHeardServer();
  const failed = new MastheadError('JOURNAL_NOT_WRITTEN', { what: 'No.', why: 'EIO: i/o error, fdatasync', fix: '' });
  const journal: Journal = {
    ...newsletter.journal,
    turn: async (turn) => {
      const written = await newsletter.journal.turn(turn);
      const onDisk = written.onDisk.then(async () => {
        // The server has said 354 to both, so that they could go.
        await server.asked(2);
        throw failed;
      });
      return { ...written, onDisk };
    },
  };
  const audience = await newsletter.list(csvOf(5));
  await expect(newsletter.send(open(server.url, 2), audience, { journal })).rejects.toBe(failed);
  expect({ bodies: server.bodies, taken: server.taken }).toEqual({ bodies: ['', ''], taken: [] });
  const { counts } = await newsletter.send(open(server.url, 2), audience);
  expect(counts).toEqual({ unknown: 2, accepted: 3 });
  expect(server.taken).toHaveLength(3);
});

test(what('the disk is full while the audience is written down'), async () => {
  const newsletter = await openNewsletter();
  const server = await startFaultServer();
  const audience = await newsletter.list(csvOf(3000));
  const { db } = newsletter.store;
  await sql.raw('pragma max_page_count = 40').execute(db);
  await expect(newsletter.send(open(server.url), audience)).rejects.toMatchObject({
    code: 'JOURNAL_NOT_WRITTEN',
    problems: [{ why: expect.stringContaining('full'), fix: expect.stringContaining('Nobody was mailed.') }],
  });
  expect(server.complete).toEqual([]);
  expect(await newsletter.journal.find(edition)).toBeUndefined();
  await sql.raw('pragma max_page_count = 1000000').execute(db);
  const controller = new AbortController();
  const journal: Journal = {
    ...newsletter.journal,
    freeze: async (send) => {
      await newsletter.journal.freeze(send);
      controller.abort();
    },
  };
  const { counts } = await newsletter.send(open(server.url), audience, { journal, signal: controller.signal });
  expect(counts).toEqual({ planned: 3000 });
});

test(what('the database is locked by another program'), async () => {
  const newsletter = await openNewsletter();
  const other = await openNewsletter(newsletter.folder);
  const server = await startFaultServer();
  const audience = await newsletter.list(csvOf(60));
  await sql.raw('pragma busy_timeout = 20').execute(newsletter.store.db);
  let unlock = (): void => undefined;
  let locking: Promise<unknown> | undefined;
  const hold = (): Promise<unknown> =>
    other.store.db.transaction().execute(
      () =>
        new Promise<void>((resolve) => {
          unlock = resolve;
        }),
    );
  const sending = newsletter.send(open(server.url, 3), audience, {
    onProgress: ({ done }) => {
      if (done >= 10) locking ??= hold();
    },
  });
  await expect(sending).rejects.toMatchObject({
    code: 'JOURNAL_NOT_WRITTEN',
    problems: [{ why: expect.stringContaining('locked') }],
  });
  unlock();
  await locking;
  const { counts } = await newsletter.send(open(server.url, 3), audience);
  expect(counts.unknown ?? 0).toBeLessThanOrEqual(3);
  expect(counts.accepted).toBe(60 - (counts.unknown ?? 0));
  expect(new Set(server.accepted).size).toBe(server.accepted.length);
});

test(what('the list file is removed in the middle'), async () => {
  const newsletter = await openNewsletter();
  const server = await startFaultServer();
  let removed: Promise<void> | undefined;
  const { counts } = await newsletter.send(open(server.url, 2), await newsletter.list(csvOf(40)), {
    onProgress: ({ done }) => {
      if (done >= 5) removed ??= rm(join(newsletter.folder, 'subscribers.csv'));
    },
  });
  await removed;
  expect(removed).toBeDefined();
  expect(counts).toEqual({ accepted: 40 });
});

test(what('the list file is removed before the audience is frozen'), async () => {
  const newsletter = await openNewsletter();
  const server = await startFaultServer();
  const audience = await newsletter.list(csvOf(3));
  let reads = 0;
  // Once to plan, once to freeze.
  const rows = async function* () {
    reads += 1;
    if (reads === 2) await rm(join(newsletter.folder, 'subscribers.csv'));
    yield* audience.rows();
  };
  await expect(newsletter.send(open(server.url), { ...audience, rows })).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
  });
  expect(server.complete).toEqual([]);
  expect(await newsletter.journal.find(edition)).toBeUndefined();
  expect(await collect(newsletter.journal.list(edition, 'planned'))).toEqual([]);
});
