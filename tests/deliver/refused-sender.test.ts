import { expect, onTestFinished, test } from 'vitest';
import type { Outcome } from '../../src/deliver/delivery.ts';
import { Lanes } from '../../src/deliver/run/lanes.ts';
import type { SendProgress } from '../../src/deliver/run/send-progress.ts';
import { openSmtp } from '../../src/deliver/transport/open-smtp.ts';
import type { Transport } from '../../src/deliver/transport/transport.ts';
import { openNewsletter } from './fixture.ts';
import { startMailServer } from './mail-server.ts';
import { virtualClock } from './virtual-clock.ts';

const csv = (addresses: readonly string[]): string =>
  ['email,first_name', ...addresses.map((address) => `${address},Ada`)].join('\n');
const readers = (count: number, domain: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `reader${index}@${domain(index)}`);
const apart = (index: number): string => `domain${index}.example`;

/** A mail server that answers RCPT as it is told: with a reply, or undefined where it takes the recipient. */
async function serverThat(answer: (address: string) => string | undefined) {
  const tried: string[] = [];
  const { url, received } = await startMailServer({
    onRcptTo: ({ address }, _, done) => {
      tried.push(address);
      const reply = answer(address);
      if (reply === undefined) done();
      else done(Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) }));
    },
  });
  const transport: Transport = openSmtp({ url, connections: 3 });
  onTestFinished(() => transport.close());
  return { transport, tried, received, mailed: () => received.map(({ to }) => to.join()) };
}

test('a domain that limits the rate is held back, tried with one message at a time, and everyone is mailed', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const limitedUntil = 200_000;
  const server = await serverThat(() =>
    server.received.length >= 20 && clock.elapsed() < limitedUntil ? '450 4.7.1 too much mail' : undefined,
  );
  const seen: SendProgress[] = [];
  const summary = await newsletter.send(
    server.transport,
    await newsletter.list(csv(readers(60, () => 'one.example'))),
    {
      clock,
      wait: true,
      onProgress: (progress) => seen.push(progress),
    },
  );
  expect(summary).toMatchObject({ counts: { accepted: 60 }, domains: [] });
  expect(new Set(server.mailed()).size).toBe(60);
  expect(server.mailed()).toHaveLength(60);
  // Ten in a row, what was in flight with the tenth, and the probes.
  expect(server.tried.length - 60).toBeLessThanOrEqual(10 + 2 + 3);
  expect(seen).toContainEqual(
    expect.objectContaining({
      paused: '450 4.7.1 too much mail',
      domains: [{ domain: 'one.example', paused: '450 4.7.1 too much mail', until: expect.any(String) }],
    }),
  );
});

test('a limit that does not end stops the send in the server’s words; nobody is rejected, and the rest stays planned', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const server = await serverThat(() => (server.received.length >= 20 ? '450 4.7.1 too much mail' : undefined));
  const summary = await newsletter.send(
    server.transport,
    await newsletter.list(csv(readers(300, () => 'one.example'))),
    {
      clock,
      wait: true,
    },
  );
  expect(summary).toMatchObject({
    stopped: '450 4.7.1 too much mail',
    domains: [{ domain: 'one.example', stopped: '450 4.7.1 too much mail' }],
  });
  expect(summary.counts.accepted).toBe(server.received.length);
  expect(summary.counts.rejected).toBeUndefined();
  expect(summary.counts.planned).toBeGreaterThan(250);
  expect(server.tried.length).toBeLessThanOrEqual(server.received.length + 12 + 7);
  expect(clock.elapsed()).toBeGreaterThan(3_600_000);
});

test('a domain that blocks the sender holds back its own readers only, wherever they stand on the list', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const server = await serverThat((address) =>
    address.endsWith('blocking.example') ? '550 5.7.1 blocked' : undefined,
  );
  const people = [...readers(40, () => 'blocking.example'), ...readers(20, () => 'good.example')];
  const summary = await newsletter.send(server.transport, await newsletter.list(csv(people)), { clock, wait: true });
  expect(server.mailed().sort()).toEqual(readers(20, () => 'good.example').toSorted());
  expect(summary).toMatchObject({ counts: { accepted: 20 }, stopped: '550 5.7.1 blocked' });
  expect(server.tried.length).toBeLessThanOrEqual(20 + 10 + 2);
  const { deferred = 0, planned = 0 } = summary.counts;
  expect(deferred + planned).toBe(40);

  // The next run tries them anew, and mails everyone once the block is lifted.
  const lifted = await serverThat(() => undefined);
  await clock.sleep(3_600_000);
  const next = await newsletter.send(lifted.transport, await newsletter.list(csv(people)), { clock, wait: true });
  expect(next.counts).toEqual({ accepted: 60 });
  expect(lifted.mailed()).toHaveLength(40);
});

test('a domain with limits of its own is held back in the same way', async () => {
  const newsletter = await openNewsletter();
  const server = await serverThat((address) =>
    address.endsWith('blocking.example') ? '550 5.7.1 blocked' : undefined,
  );
  const people = [...readers(40, () => 'blocking.example'), ...readers(20, () => 'good.example')];
  const { counts, domains } = await newsletter.send(server.transport, await newsletter.list(csv(people)), {
    clock: virtualClock(),
    domains: { 'blocking.example': { connections: 1 } },
  });
  expect(counts).toEqual({ accepted: 20, deferred: 10, planned: 30 });
  expect(domains).toEqual([{ domain: 'blocking.example', stopped: '550 5.7.1 blocked' }]);
});

test('when ten in a row of several domains refuse the sender for good, the transport stops', async () => {
  const newsletter = await openNewsletter();
  const server = await serverThat(() => '550 5.7.1 blocked');
  const summary = await newsletter.send(server.transport, await newsletter.list(csv(readers(60, apart))), {
    clock: virtualClock(),
  });
  expect(summary).toMatchObject({
    stopped: '550 5.7.1 blocked',
    transports: [{ stopped: '550 5.7.1 blocked' }],
    domains: [],
  });
  expect(server.tried.length).toBeLessThanOrEqual(12);
});

test('when several domains limit the rate, the transport pauses with the reason, probes and goes on', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const server = await serverThat(() =>
    server.received.length >= 20 && clock.elapsed() < 80_000 ? '451 4.7.650 rate limited' : undefined,
  );
  const seen: SendProgress[] = [];
  const summary = await newsletter.send(server.transport, await newsletter.list(csv(readers(60, apart))), {
    clock,
    wait: true,
    onProgress: (progress) => seen.push(progress),
  });
  expect(summary.counts).toEqual({ accepted: 60 });
  expect(seen).toContainEqual(expect.objectContaining({ paused: '451 4.7.650 rate limited', domains: [] }));
  expect(server.tried.length - 60).toBeLessThanOrEqual(10 + 2 + 2);
});

test('greylisting slows nobody down: each address waits by itself', async () => {
  const newsletter = await openNewsletter();
  const clock = virtualClock();
  const known = new Set<string>();
  const server = await serverThat((address) => {
    if (known.has(address)) return undefined;
    known.add(address);
    return '450 4.2.0 Greylisted';
  });
  const summary = await newsletter.send(
    server.transport,
    await newsletter.list(csv(readers(60, () => 'one.example'))),
    {
      clock,
      wait: true,
    },
  );
  expect(summary).toMatchObject({ counts: { accepted: 60 }, domains: [] });
  expect(clock.elapsed()).toBeLessThan(7 * 60_000);
  expect(server.tried).toHaveLength(120);
});

const now = new Date('2026-04-27T04:00:00Z');
const blocked: Outcome = { state: 'deferred', scope: 'sender', stage: 'rcpt', reply: '550 5.7.1 blocked' };

/** What a run keeps in mind of its domains, some of which have limits of their own. */
const lanesOfNobody = (limited: readonly string[] = []): Lanes => {
  const journal = { planned: async () => [], deferred: async () => [] };
  return new Lanes({
    journal,
    edition: '2026-04-27',
    fromWave: 1,
    limited: new Map(limited.map((domain) => [domain, {}])),
  });
};

test.each<[what: string, between: Outcome]>([
  ['a reader whom no transport can take', { state: 'skipped', reason: 'no SMTPUTF8' }],
  ['a message of which nobody knows', { state: 'unknown', reason: 'cut off' }],
])('%s does not make a domain that blocks the sender a good one', (_, between) => {
  const lanes = lanesOfNobody();
  for (let count = 0; count < 10; count += 1) {
    lanes.note('reader@blocking.example', blocked, now);
    lanes.note('réader@blocking.example', between, now);
  }
  lanes.holdBack(now);
  expect(lanes.reports(now)).toEqual([{ domain: 'blocking.example', stopped: '550 5.7.1 blocked' }]);
});

test.each(['own.example', 'good.example'])('what %s takes between two refusals parts them', (domain) => {
  const lanes = lanesOfNobody(['own.example']);
  for (let count = 0; count < 50; count += 1) {
    lanes.note(`reader@${domain}`, count % 9 === 0 ? { state: 'accepted', reply: '250 ok' } : blocked, now);
  }
  lanes.holdBack(now);
  expect(lanes.reports(now)).toEqual([]);
});

test('a refusal at MAIL holds no domain back: no recipient was named', () => {
  const lanes = lanesOfNobody();
  for (let count = 0; count < 50; count += 1) lanes.note('reader@good.example', { ...blocked, stage: 'mail' }, now);
  lanes.holdBack(now);
  expect(lanes.reports(now)).toEqual([]);
});

test('however many domains refuse the sender, few of them are kept in mind', () => {
  const lanes = lanesOfNobody();
  for (let domain = 0; domain < 3000; domain += 1) {
    for (let count = 0; count < 10; count += 1) lanes.note(`reader@${apart(domain)}`, blocked, now);
  }
  lanes.holdBack(now);
  expect(lanes.all).toHaveLength(101);
  expect(lanes.reports(now)).toHaveLength(100);
});
