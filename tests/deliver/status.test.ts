import { expect, test } from 'vitest';
import type { Outcome } from '../../src/deliver/delivery.ts';
import { AudienceHash } from '../../src/deliver/journal/audience-hash.ts';
import { statusOf } from '../../src/deliver/status.ts';
import { csvOf, openNewsletter } from './fixture.ts';

const outcomes: Readonly<Record<string, Outcome>> = {
  'reader0@example.com': { state: 'accepted', reply: '250 ok' },
  'reader1@example.com': { state: 'rejected', scope: 'address', stage: 'rcpt', reply: '550 5.1.1 no', status: '5.1.1' },
  'reader2@example.com': { state: 'unknown', reason: 'cut after DATA' },
  'reader3@example.com': { state: 'deferred', scope: 'address', stage: 'rcpt', reply: '450 later' },
  'reader4@example.com': { state: 'skipped', reason: 'no SMTPUTF8' },
};

test('the status counts every state and names everyone who was not accepted', async () => {
  const newsletter = await openNewsletter();
  expect(await statusOf(newsletter.journal, '2026-04-27')).toBeUndefined();
  const transport = {
    name: 'test',
    connections: 1,
    verify: async () => undefined,
    send: async ({ envelope }: { envelope: { to: string } }) =>
      outcomes[envelope.to] ?? { state: 'unknown' as const, reason: '' },
    close: async () => undefined,
  };
  await newsletter.send(transport, await newsletter.list(csvOf(5)));
  const status = await statusOf(newsletter.journal, '2026-04-27');
  expect(status).toMatchObject({
    list: 'subscribers.csv',
    total: 5,
    counts: { accepted: 1, rejected: 1, unknown: 1, deferred: 1, skipped: 1 },
    names: [
      { address: 'reader2@example.com', name: 'Reader 2', state: 'unknown', detail: 'cut after DATA' },
      { address: 'reader1@example.com', state: 'rejected', status: '5.1.1' },
      { address: 'reader3@example.com', state: 'deferred', retryAt: expect.any(String) },
      { address: 'reader4@example.com', state: 'skipped', detail: 'no SMTPUTF8' },
    ],
    unnamed: 0,
  });
  expect(status).not.toHaveProperty('finishedAt');
  expect(await statusOf(newsletter.journal, '2026-04-27', { limit: 1 })).toMatchObject({
    names: [{ state: 'unknown' }],
    unnamed: 3,
  });
});

test('a send that is frozen has a status before anyone is mailed', async () => {
  const { journal, list } = await openNewsletter();
  const edition = '2026-04-27';
  const audience = await list(csvOf(2));
  const hash = new AudienceHash();
  for await (const row of audience.rows()) hash.add(row);
  const now = new Date('2026-04-27T06:00:00Z');
  await journal.freeze({ edition, contentHash: 'hash', audience, audienceHash: hash.digest(), mail: 2, now });
  expect(await statusOf(journal, edition)).toMatchObject({ total: 2, counts: { planned: 2 } });
});
