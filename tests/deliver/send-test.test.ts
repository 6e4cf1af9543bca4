import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { audienceOf } from '../../src/audience/audience-of.ts';
import { planSend } from '../../src/deliver/plan-send.ts';
import { sendTest } from '../../src/deliver/send-test.ts';
import { openSmtp } from '../../src/deliver/transport/open-smtp.ts';
import { systemClock as clock } from '../../src/foundation/clock.ts';
import { edition, openNewsletter, sender } from './fixture.ts';
import { startMailServer } from './mail-server.ts';

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
