import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import type { Audience } from '../../src/audience/audience.ts';
import type { Outcome } from '../../src/deliver/delivery.ts';
import type { Journal } from '../../src/deliver/journal/journal.ts';
import { parseRate } from '../../src/deliver/limits/rate.ts';
import type { SendProgress } from '../../src/deliver/run/send-progress.ts';
import { openOutbox } from '../../src/deliver/transport/open-outbox.ts';
import { openSmtp } from '../../src/deliver/transport/open-smtp.ts';
import type { Message, Transport } from '../../src/deliver/transport/transport.ts';
import type { Clock } from '../../src/foundation/clock.ts';
import { startFaultServer } from './faults/fault-server.ts';
import { collect, csvOf, edition, openNewsletter } from './fixture.ts';
import { startMailServer, startScriptedServer } from './mail-server.ts';
import { transportOf as toldTransport } from './told-transport.ts';

function smtp(url: string, connections = 5): Transport {
  const transport = openSmtp({ url, connections });
  onTestFinished(() => transport.close());
  return transport;
}

const transportOf = (send: (message: Message) => Promise<Outcome>, connections = 5): Transport =>
  toldTransport(send, { connections });

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

const accepted: Outcome = { state: 'accepted', reply: '250 ok' };
const serverDown: Outcome = { state: 'deferred', scope: 'server', stage: 'connect', reply: 'connection refused' };

test('200 subscribers get one message each with their own name and link, and a second run sends none', async () => {
  const newsletter = await openNewsletter();
  const { url, received } = await startMailServer();
  const audience = await newsletter.list(csvOf(200));
  const progress: SendProgress[] = [];
  const summary = await newsletter.send(smtp(url), audience, { onProgress: (step) => progress.push(step) });
  expect(summary).toMatchObject({
    thisRun: { accepted: 200 },
    counts: { accepted: 200 },
    names: [],
    interrupted: false,
  });
  expect(progress.at(-1)).toMatchObject({ done: 200, total: 200, inFlight: 0 });
  expect(new Set(received.map(({ to }) => to.join()))).toHaveLength(200);
  const links = new Set<string>();
  for (const { raw, to } of received) {
    const mail = await simpleParser(raw);
    const index = /reader(\d+)@/.exec(to.join())?.[1];
    expect(mail.text).toContain(`Good morning, Reader ${index}.`);
    expect(mail.html).toContain(`Good morning, Reader ${index}.`);
    links.add(/https:\/\/news\.example\.com\/u\/[\w-]{22}/.exec(mail.text ?? '')?.[0] ?? '');
  }
  expect(links.size).toBe(200);
  expect(await newsletter.send(smtp(url), audience)).toMatchObject({ thisRun: {}, counts: { accepted: 200 } });
  expect(received).toHaveLength(200);
  expect(await newsletter.journal.find('2026-04-27')).toMatchObject({ finishedAt: expect.any(String) });
});

test('into the outbox goes one file a subscriber', async () => {
  const newsletter = await openNewsletter();
  const folder = join(newsletter.folder, 'out', 'outbox', '2026-04-27');
  await newsletter.send(openOutbox({ folder }), await newsletter.list(csvOf(25)));
  expect(await readdir(folder)).toHaveLength(25);
});

test('attempting is on disk before the transport sees a message, and no more of them than connections', async () => {
  const newsletter = await openNewsletter();
  const reader = await openNewsletter(newsletter.folder);
  let most = 0;
  const transport = transportOf(async ({ envelope }) => {
    const attempting = await collect(reader.journal.list('2026-04-27', 'attempting'));
    most = Math.max(most, attempting.length);
    expect(attempting.map(({ address }) => address)).toContain(envelope.to);
    return accepted;
  }, 3);
  await newsletter.send(transport, await newsletter.list(csvOf(20)));
  expect(most).toBe(3);
});

test('after a crash those in flight are unknown, listed by name and not mailed again; the rest are', async () => {
  const newsletter = await openNewsletter();
  const audience = await newsletter.list(csvOf(10));
  const mailed: string[] = [];
  // The process dies with three messages on their way: their sends never come back, and the lock goes with it.
  const hanging = transportOf(({ envelope }) => {
    mailed.push(envelope.to);
    return mailed.length <= 4 ? Promise.resolve(accepted) : new Promise(() => undefined);
  }, 3);
  const journal = { ...newsletter.journal, lock: async () => () => undefined };
  void newsletter.send(hanging, audience, { journal });
  await expect.poll(() => mailed.length, { interval: 5 }).toBe(7);

  const resumed = await openNewsletter(newsletter.folder);
  const summary = await resumed.send(
    transportOf(async ({ envelope }) => {
      mailed.push(envelope.to);
      return accepted;
    }),
    audience,
  );
  expect(summary.counts).toEqual({ accepted: 7, unknown: 3 });
  expect(summary.names.map(({ address, state }) => `${address} ${state}`)).toEqual(
    [4, 5, 6].map((index) => `reader${index}@example.com unknown`),
  );
  expect(new Set(mailed)).toHaveLength(10);
  expect(mailed).toHaveLength(10);

  const again = await resumed.send(
    transportOf(async () => accepted),
    audience,
    { resendUnknown: true },
  );
  expect(again).toMatchObject({ thisRun: { accepted: 3 }, counts: { accepted: 10 } });
});

test('every try of a delivery is the same message, its date included', async () => {
  const newsletter = await openNewsletter();
  const audience = await newsletter.list(csvOf(1));
  const tries: Message[] = [];
  const first = transportOf(async (message) => {
    tries.push(message);
    return { state: 'unknown', reason: 'cut after DATA' };
  });
  const clock = fastClock();
  await newsletter.send(first, audience, { clock });
  await clock.sleep(3_600_000);
  const second = transportOf(async (message) => {
    tries.push(message);
    return accepted;
  });
  await newsletter.send(second, audience, { clock, resendUnknown: true });
  expect(tries).toHaveLength(2);
  expect(tries[1]).toEqual(tries[0]);
});

test('a hard bounce is rejected and suppressed, a soft one is due later, and both are named', async () => {
  const newsletter = await openNewsletter();
  const { url } = await startScriptedServer({ RCPT: '550 5.1.1 no such user' });
  const hard = await newsletter.send(smtp(url), await newsletter.list(csvOf(2)));
  expect(hard.names).toMatchObject([{ state: 'rejected', status: '5.1.1' }, { state: 'rejected' }]);
  const greylisting = await startScriptedServer({ RCPT: '450 4.2.0 greylisted' });
  const rendered = edition({ id: '2026-05-04' });
  const soft = await newsletter.send(smtp(greylisting.url), await newsletter.list(csvOf(4)), { rendered });
  expect(soft.counts).toEqual({ skipped: 2, deferred: 2 });
  expect(soft.names).toMatchObject([
    { state: 'deferred', attempts: 1, retryAt: expect.any(String) },
    { state: 'deferred' },
    { state: 'skipped', detail: 'suppressed: 550 5.1.1 no such user' },
    { state: 'skipped' },
  ]);
});

test('a server that is down stops the run after five rounds, and marks nobody rejected', async () => {
  const newsletter = await openNewsletter();
  const clock = fastClock();
  let tries = 0;
  const transport = transportOf(async () => {
    tries += 1;
    return serverDown;
  });
  const audience = await newsletter.list(csvOf(50));
  const summary = await newsletter.send(transport, audience, { clock });
  expect(summary.stopped).toBe('connection refused');
  expect(tries).toBeLessThanOrEqual(9);
  expect(summary.counts.rejected).toBeUndefined();
  const better = await newsletter.send(
    transportOf(async () => accepted),
    audience,
    { clock },
  );
  expect(better.counts).toEqual({ accepted: 50 });
});

test('a server that comes back is found again within the run', async () => {
  const newsletter = await openNewsletter();
  let tries = 0;
  const transport = transportOf(async () => {
    tries += 1;
    return tries > 6 && tries < 9 ? serverDown : accepted;
  }, 2);
  const summary = await newsletter.send(transport, await newsletter.list(csvOf(20)), { clock: fastClock() });
  expect(summary).toMatchObject({ counts: { accepted: 20 } });
  expect(summary.stopped).toBeUndefined();
});

test('a refusal of the sender stops the run only when ten come in a row', async () => {
  const newsletter = await openNewsletter();
  const refused: Outcome = {
    state: 'deferred',
    scope: 'sender',
    stage: 'rcpt',
    reply: '550 5.7.1 blocked',
    status: '5.7.1',
  };
  let tries = 0;
  const mixed = transportOf(async () => {
    tries += 1;
    return tries % 3 === 0 ? accepted : refused;
  }, 1);
  const some = await newsletter.send(mixed, await newsletter.list(csvOf(30)));
  expect(some).toMatchObject({ thisRun: { accepted: 10, deferred: 20 } });
  expect(some.stopped).toBeUndefined();
  const rendered = edition({ id: '2026-05-04' });
  const none = await newsletter.send(
    transportOf(async () => refused, 1),
    await newsletter.list(csvOf(30)),
    { rendered },
  );
  expect(none).toMatchObject({
    thisRun: { deferred: 10 },
    stopped: '550 5.7.1 blocked',
    counts: { deferred: 10, planned: 20 },
  });
});

test('a server that takes one message a connection gets them all', async () => {
  const newsletter = await openNewsletter();
  const { url } = await startScriptedServer({ '.': '250 taken\r\n421 4.3.2 one message a connection' });
  expect(await newsletter.send(smtp(url), await newsletter.list(csvOf(20)), { clock: fastClock() })).toMatchObject({
    counts: { accepted: 20 },
  });
});

test('a wrong password stops the run at once', async () => {
  const newsletter = await openNewsletter();
  const transport = transportOf(async () => ({ ...serverDown, stage: 'auth', reply: '535 no' }) as const, 1);
  expect(await newsletter.send(transport, await newsletter.list(csvOf(5)))).toMatchObject({
    stopped: '535 no',
    thisRun: { deferred: 1 },
  });
});

test('a server that cuts every connection after the dot does not make everyone unknown', async () => {
  const newsletter = await openNewsletter();
  const { url } = await startScriptedServer({ '.': 'cut' });
  const summary = await newsletter.send(smtp(url), await newsletter.list(csvOf(50)), { clock: fastClock() });
  expect(summary.stopped).toBeDefined();
  expect(summary.counts.unknown).toBeLessThanOrEqual(9);
});

test('an interrupted send finishes what is in flight, writes it down, and goes on later', async () => {
  const newsletter = await openNewsletter();
  const { url, received } = await startMailServer();
  const audience = await newsletter.list(csvOf(40));
  const controller = new AbortController();
  const onProgress = ({ done }: SendProgress): void => {
    if (done >= 10) controller.abort();
  };
  const summary = await newsletter.send(smtp(url, 3), audience, { signal: controller.signal, onProgress });
  expect(summary.interrupted).toBe(true);
  expect(summary.counts.attempting).toBeUndefined();
  expect(summary.counts.accepted).toBe(received.length);
  expect(received.length).toBeLessThan(40);
  await newsletter.send(smtp(url, 3), audience);
  expect(new Set(received.map(({ to }) => to.join()))).toHaveLength(40);
  expect(received).toHaveLength(40);
});

test('told to stop during the look at a server, a send ends at once, and nothing is written down', async () => {
  const newsletter = await openNewsletter();
  const controller = new AbortController();
  const { url, connections } = await startFaultServer({ EHLO: { after: new Promise(() => undefined) } });
  const sending = newsletter.send(smtp(url), await newsletter.list(csvOf(3)), { signal: controller.signal });
  await expect.poll(() => connections(), { interval: 5 }).toBe(1);
  controller.abort();
  expect(await sending).toMatchObject({ interrupted: true, thisRun: {}, counts: {}, names: [] });
  expect(await newsletter.journal.find('2026-04-27')).toBeUndefined();
});

test('told to stop while the audience is written down, a send reads no further, and the next begins anew', async () => {
  const newsletter = await openNewsletter();
  const { url, received } = await startMailServer();
  const controller = new AbortController();
  const audience = await newsletter.list(csvOf(2000));
  let readings = 0;
  let rows = 0;
  const stopping: Audience = {
    ...audience,
    rows: async function* () {
      readings += 1;
      for await (const row of audience.rows()) {
        // Once to plan, once to freeze.
        if (readings === 2) rows += 1;
        if (rows === 700) controller.abort();
        yield row;
      }
    },
  };
  const summary = await newsletter.send(smtp(url), stopping, { signal: controller.signal });
  expect(summary).toMatchObject({ interrupted: true, thisRun: {}, counts: {} });
  expect({ rows, mailed: received.length }).toEqual({ rows: 700, mailed: 0 });
  expect(await newsletter.journal.find('2026-04-27')).toBeUndefined();
  const few = await newsletter.list(csvOf(20));
  expect(await newsletter.send(smtp(url), few)).toMatchObject({ counts: { accepted: 20 } });
});

test('told to stop while new subscribers are added, a send mails nobody, and the next adds the rest', async () => {
  const newsletter = await openNewsletter();
  const { url, received } = await startMailServer();
  await newsletter.send(smtp(url), await newsletter.list(csvOf(5)));
  const controller = new AbortController();
  const audience = await newsletter.list(csvOf(50));
  const journal: Journal = {
    ...newsletter.journal,
    addNew: (given) => {
      controller.abort();
      return newsletter.journal.addNew(given);
    },
  };
  const over = { newOnly: true, journal, signal: controller.signal };
  expect(await newsletter.send(smtp(url), audience, over)).toMatchObject({ interrupted: true, thisRun: {} });
  expect(received).toHaveLength(5);
  expect(await newsletter.send(smtp(url), audience, { newOnly: true })).toMatchObject({ counts: { accepted: 50 } });
});

test('a rate is kept, and the summary says how long it took', async () => {
  const newsletter = await openNewsletter();
  const transport = transportOf(async () => accepted);
  const summary = await newsletter.send(transport, await newsletter.list(csvOf(21)), {
    rate: parseRate('10/s'),
    clock: fastClock(),
  });
  expect(summary.milliseconds).toBe(2000);
});

test('EDITION_CHANGED: a send that was begun does not go on with other content', async () => {
  const newsletter = await openNewsletter();
  const audience = await newsletter.list(csvOf(2));
  const transport = transportOf(async () => accepted);
  await newsletter.send(transport, audience);
  const rendered = edition({ subject: 'The harbour closes' });
  await expect(newsletter.send(transport, audience, { rendered })).rejects.toMatchObject({
    code: 'EDITION_CHANGED',
    exitCode: 2,
  });
});

test('a fault of ours in the middle ends the send with its reason, once what is in flight has come back', async () => {
  const newsletter = await openNewsletter();
  const mailed: string[] = [];
  let broken = true;
  const transport = transportOf(async ({ envelope: { to } }) => {
    if (broken && to === 'reader6@example.com') throw new Error('a message that cannot be made');
    mailed.push(to);
    return accepted;
  }, 3);
  const audience = await newsletter.list(csvOf(20));
  await expect(newsletter.send(transport, audience)).rejects.toThrow('a message that cannot be made');
  const counts = await newsletter.journal.counts('2026-04-27');
  expect(counts).toEqual({ accepted: mailed.length, deferred: 1, planned: 19 - mailed.length });
  broken = false;
  expect(await newsletter.send(transport, audience)).toMatchObject({ counts: { accepted: 20 } });
  expect(new Set(mailed).size).toBe(20);
  expect(mailed).toHaveLength(20);
});

test('JOURNAL_NOT_WRITTEN: when the journal fails sending stops, and what was in flight comes back first', async () => {
  const newsletter = await openNewsletter();
  let turns = 0;
  const finished: string[] = [];
  const journal = {
    ...newsletter.journal,
    turn: async (turn: Parameters<typeof newsletter.journal.turn>[0]) => {
      turns += 1;
      if (turns > 2) await newsletter.store.db.destroy();
      return newsletter.journal.turn(turn);
    },
  };
  const transport = transportOf(async ({ envelope }) => {
    finished.push(envelope.to);
    return accepted;
  }, 2);
  const failed = newsletter.send(transport, await newsletter.list(csvOf(20)), { journal });
  await expect(failed).rejects.toMatchObject({ code: 'JOURNAL_NOT_WRITTEN' });
  expect(finished.length).toBeLessThanOrEqual(4);
});

test('SEND_RUNNING: two sends at once mail everyone once', async () => {
  const newsletter = await openNewsletter();
  const { url, received } = await startMailServer();
  const audience = await newsletter.list(csvOf(30));
  const both = await Promise.allSettled([newsletter.send(smtp(url), audience), newsletter.send(smtp(url), audience)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ code: 'SEND_RUNNING' }) });
  expect(received).toHaveLength(30);
});

test('nobody is frozen or mailed when the server cannot be reached', async () => {
  const newsletter = await openNewsletter();
  const { url } = await startScriptedServer({ greeting: 'cut' });
  const failed = newsletter.send(smtp(url), await newsletter.list(csvOf(3)));
  await expect(failed).rejects.toMatchObject({ code: 'TRANSPORT_REFUSED' });
  expect(await newsletter.journal.find('2026-04-27')).toBeUndefined();
});
