import { expect, test } from 'vitest';
import type { Outcome } from '../../src/deliver/delivery.ts';
import { planSend } from '../../src/deliver/plan/plan-send.ts';
import type { DomainLimit, PlannedTransport } from '../../src/deliver/plan/send-plan.ts';
import type { SendProgress } from '../../src/deliver/run/send-progress.ts';
import { sendEdition } from '../../src/deliver/send-edition.ts';
import type { SendInput } from '../../src/deliver/send-input.ts';
import type { SendSummary } from '../../src/deliver/send-summary.ts';
import { openSmtp } from '../../src/deliver/transport/open-smtp.ts';
import { type Transport, withheld } from '../../src/deliver/transport/transport.ts';
import { type Clock, systemClock } from '../../src/foundation/clock.ts';
import { MastheadError } from '../../src/foundation/masthead-error.ts';
import { csvOf, edition, openNewsletter, sender } from './fixture.ts';
import { startScriptedServer } from './mail-server.ts';
import { moment } from './moment.ts';
import { accepted, serverDown, transportOf } from './told-transport.ts';
import { virtualClock } from './virtual-clock.ts';

type Way = Partial<PlannedTransport> & { readonly transport: Transport };

async function sendBy(
  ways: readonly Way[],
  {
    count = 30,
    domains = {},
    ...over
  }: Partial<SendInput> & { readonly count?: number; readonly domains?: Readonly<Record<string, DomainLimit>> } = {},
): Promise<SendSummary> {
  const { journal, list } = await openNewsletter();
  const audience = await list(csvOf(count));
  const input = { rendered: edition(), audience, sender, journal, clock: virtualClock(), ...over };
  const planned = ways.map(({ transport: { name, connections }, weight = 1, rate }) => ({
    name,
    connections,
    weight,
    ...(rate === undefined ? {} : { rate }),
  }));
  const plan = await planSend({ ...input, domains, transport: planned });
  return sendEdition(plan, { ...input, transport: ways.map(({ transport }) => transport) });
}

const counting = (name: string, tell: () => Promise<Outcome> = async () => accepted) => {
  const counted = { sent: 0 };
  const transport = transportOf(
    async () => {
      counted.sent += 1;
      return tell();
    },
    { name, connections: 3 },
  );
  return { counted, transport };
};

test('where several are free, messages go by weight', async () => {
  const [one, two] = [counting('one'), counting('two')];
  await sendBy([one, { ...two, weight: 4 }], { count: 100, domains: { 'example.com': { rate: '10/s' } } });
  expect([one.counted.sent, two.counted.sent]).toEqual([20, 80]);
});

test('each transport keeps its own rate', async () => {
  const [one, two] = [counting('one'), counting('two')];
  const clock = virtualClock();
  await sendBy(
    [
      { ...one, rate: '1/s' },
      { ...two, rate: '4/s' },
    ],
    { clock, count: 50 },
  );
  expect(clock.elapsed()).toBeGreaterThanOrEqual(9000);
  expect(clock.elapsed()).toBeLessThanOrEqual(10_000);
});

test('when one fails in the middle the other takes its messages, and progress and summary say so', async () => {
  let tries = 0;
  const good = counting('good');
  const bad = counting('bad', async () => {
    tries += 1;
    return tries > 3 ? serverDown : accepted;
  });
  const seen: SendProgress[] = [];
  const summary = await sendBy([good, bad], { count: 60, onProgress: (progress) => seen.push(progress) });
  expect(summary).toMatchObject({ counts: { accepted: 60 }, thisRun: { accepted: 60 } });
  expect(summary.stopped).toBeUndefined();
  expect(summary.transports).toMatchObject([
    { name: 'good', states: { accepted: 57 } },
    { name: 'bad', states: { accepted: 3 }, paused: 'connection refused', failed: 'connection refused' },
  ]);
  expect(seen.some(({ transports }) => transports.some(({ paused }) => paused !== undefined))).toBe(true);
});

test('one that is down from the start is stood in for; when all are, nobody is frozen', async () => {
  const down = (name: string): Transport => ({
    ...counting(name).transport,
    verify: async () => {
      throw new MastheadError('TRANSPORT_AUTH', { what: 'No.', why: '535 wrong password', fix: '' });
    },
  });
  const summary = await sendBy([{ transport: down('one') }, counting('two')]);
  expect(summary).toMatchObject({
    counts: { accepted: 30 },
    transports: [
      { name: 'one', states: {}, stopped: '535 wrong password', failed: '535 wrong password' },
      { states: { accepted: 30 } },
    ],
  });
  const last = await sendBy([counting('one'), { transport: down('two') }]);
  expect(last).toMatchObject({ counts: { accepted: 30 }, transports: [{ states: { accepted: 30 } }, { states: {} }] });
  expect(last).not.toHaveProperty('stopped');
  await expect(sendBy([{ transport: down('one') }, { transport: down('two') }])).rejects.toMatchObject({
    code: 'TRANSPORT_AUTH',
    problems: [{ code: 'TRANSPORT_AUTH' }, { code: 'TRANSPORT_AUTH' }],
  });
});

test('transports are asked at the same time, so that several that are silent cost no more than one', async () => {
  const all = moment();
  let asked = 0;
  const silent = (name: string): Transport => ({
    ...counting(name).transport,
    verify: async () => {
      asked += 1;
      if (asked === 3) all.let();
      await all.come;
    },
  });
  const summary = await sendBy(['one', 'two', 'three'].map((name) => ({ transport: silent(name) })));
  expect(summary).toMatchObject({ counts: { accepted: 30 } });
});

test('when none takes mail each is named, with the variable that holds its URL', async () => {
  const [greeting, cut] = [
    await startScriptedServer({ greeting: '554 5.7.1 not you' }),
    await startScriptedServer({ greeting: 'cut' }),
  ];
  const ways = [
    { transport: openSmtp({ url: greeting.url, called: 'FIRST_URL', connections: 1 }) },
    { transport: openSmtp({ url: cut.url, called: 'SECOND_URL', connections: 1 }) },
  ];
  const port = (url: string): string => new URL(url).port;
  await expect(sendBy(ways)).rejects.toMatchObject({
    code: 'TRANSPORT_REFUSED',
    problems: [
      { what: expect.stringContaining(port(greeting.url)), fix: expect.stringContaining('FIRST_URL') },
      { what: expect.stringContaining(port(cut.url)), fix: expect.stringContaining('SECOND_URL') },
    ],
  });
});

test('an address that one transport cannot take goes by another that can, within its rate; skipped is what none takes', async () => {
  const clock = virtualClock();
  const cannot: Outcome = { state: 'skipped', reason: 'the mail server does not offer SMTPUTF8' };
  const plain = counting('plain', async () => cannot);
  const able = counting('able');
  const summary = await sendBy([plain, { ...able, rate: '1/s' }], { clock, count: 12 });
  expect(summary).toMatchObject({
    counts: { accepted: 12 },
    transports: [{ states: {} }, { states: { accepted: 12 } }],
  });
  expect(able.counted.sent).toBe(12);
  expect(clock.elapsed()).toBeGreaterThanOrEqual(11_000);

  const [one, two] = [counting('one', async () => cannot), counting('two', async () => cannot)];
  expect(await sendBy([one, two], { count: 3 })).toMatchObject({ counts: { skipped: 3 } });
  expect([one.counted.sent, two.counted.sent]).toEqual([3, 3]);
});

test('an address that goes by another transport takes up no connection of the one that cannot take it', async () => {
  const others = moment();
  let sent = 0;
  const way = (name: string, connections: number, takesAll: boolean): Transport =>
    transportOf(
      async ({ envelope: { to } }) => {
        if (/^reader[0-3]@/.test(to)) {
          if (!takesAll) return { state: 'skipped', reason: 'the mail server does not offer SMTPUTF8' };
          // They are under way until the six others have gone, and take up all that the able one has.
          await others.come;
        } else {
          sent += 1;
          if (sent === 6) others.let();
        }
        return accepted;
      },
      { name, connections },
    );
  const summary = await sendBy([{ transport: way('plain', 2, false) }, { transport: way('able', 4, true) }], {
    count: 10,
  });
  expect(summary.counts).toEqual({ accepted: 10 });
});

test('an address that one transport cannot take waits for the next run where the other has stopped', async () => {
  const { journal, list } = await openNewsletter();
  const plain = transportOf(async () => ({ state: 'skipped', reason: 'the mail server does not offer SMTPUTF8' }), {
    name: 'plain',
  });
  const wrongPassword = { ...serverDown, stage: 'auth', reply: '535 5.7.8 wrong password' } as const;
  const able = (outcome: Outcome) => transportOf(async () => outcome, { name: 'able' });
  const send = async (second: Transport): Promise<SendSummary> => {
    const ways = [plain, second];
    const input = { rendered: edition(), audience: await list(csvOf(3)), sender, journal, clock: virtualClock() };
    const planned = ways.map(({ name, connections }) => ({ name, connections, weight: 1 }));
    return sendEdition(await planSend({ ...input, transport: planned, wait: true }), { ...input, transport: ways });
  };
  const first = await send(able(wrongPassword));
  expect(first.counts).toEqual({ deferred: 3 });
  expect(first.transports[0]?.states).toEqual({});
  expect(first.names[0]).toMatchObject({ state: 'deferred', detail: '535 5.7.8 wrong password' });
  expect(await send(able(accepted))).toMatchObject({ counts: { accepted: 3 } });
});

test('an address that a third transport takes is mailed once, though one that has stopped could not be asked', async () => {
  const plain = counting('plain', async () => ({
    state: 'skipped',
    reason: 'the mail server does not offer SMTPUTF8',
  }));
  const broken = counting('broken', async () => ({ ...serverDown, stage: 'auth', reply: '535 5.7.8 wrong password' }));
  const able = counting('able');
  expect(await sendBy([plain, broken, able], { count: 30 })).toMatchObject({ counts: { accepted: 30 } });
  expect(able.counted.sent).toBe(30);
});

test('told to stop while an address waits for the transport that can take it, a send ends and blames no transport', async () => {
  const controller = new AbortController();
  // Nobody but that address waits so long.
  const clock: Clock = {
    ...systemClock,
    sleep: (milliseconds, signal) => {
      if (milliseconds > 600_000) setImmediate(() => controller.abort());
      return systemClock.sleep(milliseconds, signal);
    },
  };
  const plain = counting('plain', async () => ({
    state: 'skipped',
    reason: 'the mail server does not offer SMTPUTF8',
  }));
  const able = counting('able');
  const summary = await sendBy([plain, { ...able, rate: '1/h' }], { clock, count: 2, signal: controller.signal });
  expect(summary).toMatchObject({ interrupted: true, counts: { accepted: 1, deferred: 1 } });
  expect(summary.transports).toEqual([
    { name: 'plain', states: { deferred: 1 } },
    { name: 'able', states: { accepted: 1 } },
  ]);
});

test('told to end now, a run writes down what is in flight as unknown and ends', async () => {
  const [signal, abandon] = [new AbortController(), new AbortController()];
  let begun = 0;
  const never = transportOf(
    () => {
      begun += 1;
      if (begun === 3) {
        signal.abort();
        abandon.abort();
      }
      return new Promise(() => undefined);
    },
    { connections: 3 },
  );
  const summary = await sendBy([{ transport: never }], { signal: signal.signal, abandon: abandon.signal });
  expect(summary).toMatchObject({ interrupted: true, counts: { unknown: 3, planned: 27 } });
});

test('told to end now, a run does not say that its transports failed', async () => {
  const [signal, abandon] = [new AbortController(), new AbortController()];
  let begun = 0;
  const silent = async (): Promise<Outcome> => {
    begun += 1;
    if (begun === 4) {
      signal.abort();
      abandon.abort();
    }
    return new Promise(() => undefined);
  };
  const ways = ['one', 'two'].map((name) => ({ transport: transportOf(silent, { name, connections: 2 }) }));
  const { transports } = await sendBy(ways, { signal: signal.signal, abandon: abandon.signal });
  expect(transports).toEqual([
    { name: 'one', states: { unknown: 2 } },
    { name: 'two', states: { unknown: 2 } },
  ]);
});

test('told to end now, a run leaves those planned whose messages could not have gone yet', async () => {
  const [signal, abandon] = [new AbortController(), new AbortController()];
  const { journal, list } = await openNewsletter();
  // The first is taken by the server, the second never comes back; the third is under way while its turn waits for more.
  const transport: Transport = {
    ...transportOf(async () => accepted, { connections: 2 }),
    send: async ({ envelope }, mayGo) => {
      if (envelope.to === 'reader0@example.com') return (await mayGo) ? accepted : withheld;
      if (envelope.to === 'reader2@example.com') {
        signal.abort();
        abandon.abort();
      }
      return new Promise(() => undefined);
    },
  };
  const clock = { ...systemClock, sleep: () => new Promise<void>(() => undefined) };
  const audience = await list(csvOf(9));
  const input = { rendered: edition(), audience, sender, journal, clock, transport };
  const signals = { signal: signal.signal, abandon: abandon.signal };
  expect(await sendEdition(await planSend(input), { ...input, ...signals })).toMatchObject({
    interrupted: true,
    counts: { accepted: 1, unknown: 1, planned: 7 },
  });
});

test('told to end now in the middle of taking deliveries, a run takes nobody else', async () => {
  const [signal, abandon] = [new AbortController(), new AbortController()];
  const { journal, list } = await openNewsletter();
  let begun = 0;
  const transport: Transport = {
    ...transportOf(async () => accepted, { connections: 3 }),
    send: () => {
      begun += 1;
      signal.abort();
      abandon.abort();
      return new Promise(() => undefined);
    },
  };
  const input = { rendered: edition(), audience: await list(csvOf(9)), sender, journal, clock: systemClock, transport };
  const signals = { signal: signal.signal, abandon: abandon.signal };
  expect(await sendEdition(await planSend(input), { ...input, ...signals })).toMatchObject({
    interrupted: true,
    counts: { planned: 9 },
  });
  expect(begun).toBeLessThanOrEqual(3);
});

test('what comes back after a run was told to end now is not told of twice', async () => {
  const [signal, abandon] = [new AbortController(), new AbortController()];
  const { journal, list } = await openNewsletter();
  const back = moment();
  let begun = 0;
  const transport = transportOf(
    async () => {
      begun += 1;
      if (begun === 3) {
        signal.abort();
        abandon.abort();
        back.let();
      }
      await back.come;
      return accepted;
    },
    { connections: 3 },
  );
  const told: string[] = [];
  const onSettled = ({ outcome }: { readonly outcome: Outcome }): unknown => told.push(outcome.state);
  const input = { rendered: edition(), audience: await list(csvOf(9)), sender, journal, clock: systemClock, transport };
  const signals = { signal: signal.signal, abandon: abandon.signal };
  expect(await sendEdition(await planSend(input), { ...input, ...signals, onSettled })).toMatchObject({
    thisRun: { unknown: 3 },
    counts: { unknown: 3, planned: 6 },
  });
  expect(told).toEqual(['unknown', 'unknown', 'unknown']);
});
