import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { audienceOf } from '../../src/audience/audience-of.ts';
import type { Outcome } from '../../src/deliver/delivery.ts';
import { planSend } from '../../src/deliver/plan/plan-send.ts';
import type { SendInput } from '../../src/deliver/send-input.ts';
import { sendTest, type TestResult } from '../../src/deliver/send-test.ts';
import { openSmtp } from '../../src/deliver/transport/open-smtp.ts';
import type { Transport } from '../../src/deliver/transport/transport.ts';
import { systemClock as clock } from '../../src/foundation/clock.ts';
import { startFaultServer } from './faults/fault-server.ts';
import { edition, openNewsletter, sender } from './fixture.ts';
import { startMailServer, startScriptedServer } from './mail-server.ts';
import { accepted, transportOf } from './told-transport.ts';

test('a test is marked, goes to the given addresses only, shows defaults, and leaves the journal alone', async () => {
  const { journal } = await openNewsletter();
  const { url, received } = await startMailServer();
  const transport = openSmtp({ url, connections: 1 });
  onTestFinished(() => transport.close());
  const rendered = edition({ text: 'Hi {{ subscriber.first_name | default: "reader" }} of {{ subscriber.company }}' });
  const audience = audienceOf(['ada@example.com', 'bob@example.com']);
  const plan = await planSend({ rendered, audience, sender, transport, journal, clock, test: true });
  const results = await sendTest(plan, { rendered, audience, sender, transport, clock });
  expect(results).toMatchObject([
    { address: 'ada@example.com', outcome: { state: 'accepted' } },
    { address: 'bob@example.com', outcome: { state: 'accepted' } },
  ]);
  const mail = await simpleParser(received[0]?.raw ?? '');
  expect(mail.subject).toBe('[Test] The harbour reopens');
  expect(mail.text).toBe('Hi reader of [company]\n');
  expect(await journal.find(rendered.id)).toBeUndefined();
});

test('EDITION_CHANGED: a test of other content than was planned is not sent', async () => {
  const { journal } = await openNewsletter();
  const { url, received } = await startMailServer();
  const transport = openSmtp({ url, connections: 1 });
  onTestFinished(() => transport.close());
  const audience = audienceOf(['ada@example.com']);
  const plan = await planSend({ rendered: edition(), audience, sender, transport, journal, clock, test: true });
  const other = { rendered: edition({ text: 'other' }), audience, sender, transport, clock };
  await expect(sendTest(plan, other)).rejects.toMatchObject({ code: 'EDITION_CHANGED' });
  expect(received).toHaveLength(0);
});

const open = (url: string): Transport => {
  const transport = openSmtp({ url, connections: 1 });
  onTestFinished(() => transport.close());
  return transport;
};

async function testBy(
  transport: readonly Transport[],
  addresses: readonly string[],
  signals: Pick<SendInput, 'signal' | 'abandon'> = {},
): Promise<readonly TestResult[]> {
  const { journal } = await openNewsletter();
  const work = { rendered: edition(), audience: audienceOf(addresses), sender, clock };
  const planned = transport.map(({ name, connections }) => ({ name, connections, weight: 1 }));
  const plan = await planSend({ ...work, journal, transport: planned, test: true });
  return sendTest(plan, { ...work, transport, ...signals });
}

test('a test goes by the first transport that takes mail', async () => {
  const down = await startScriptedServer({ greeting: '554 5.7.1 not you' });
  const { url, received } = await startMailServer();
  const results = await testBy([open(down.url), open(url)], ['ada@example.com']);
  expect(results).toMatchObject([{ address: 'ada@example.com', outcome: { state: 'accepted' } }]);
  expect(received).toHaveLength(1);
  await expect(testBy([open(down.url), open(down.url)], ['ada@example.com'])).rejects.toMatchObject({
    code: 'TRANSPORT_REFUSED',
    problems: [{}, {}],
  });
});

test('a test to an address that one transport cannot take goes by the next that can', async () => {
  const cannot: Outcome = { state: 'skipped', reason: 'the mail server does not offer SMTPUTF8' };
  const ways = [transportOf(async () => cannot), transportOf(async () => accepted)];
  expect(await testBy(ways, ['jürgen@example.com'])).toMatchObject([{ outcome: accepted }]);
  expect(await testBy(ways.slice(0, 1), ['jürgen@example.com'])).toMatchObject([{ outcome: cannot }]);
});

test('told to stop during the look at a server, a test ends at once', async () => {
  const stop = new AbortController();
  const server = await startFaultServer({ EHLO: { after: new Promise(() => undefined) } });
  const testing = testBy([open(server.url)], ['ada@example.com'], { signal: stop.signal });
  await expect.poll(() => server.connections(), { interval: 5 }).toBe(1);
  stop.abort();
  expect(await testing).toEqual([]);
});

test('told to end now, a test does not wait for a server that never answers the dot', async () => {
  const [signal, abandon] = [new AbortController(), new AbortController()];
  const server = await startFaultServer({ '.': { after: new Promise(() => undefined) } });
  const signals = { signal: signal.signal, abandon: abandon.signal };
  const testing = testBy([open(server.url)], ['ada@example.com', 'bob@example.com'], signals);
  await expect.poll(() => server.complete.length, { interval: 5 }).toBe(1);
  signal.abort();
  abandon.abort();
  expect(await testing).toEqual([
    {
      address: 'ada@example.com',
      outcome: { state: 'unknown', reason: 'the test was stopped while this message was on its way' },
    },
  ]);
});
