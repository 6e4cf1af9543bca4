import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Audience } from '../../../src/audience/audience.ts';
import type { Delivery, Outcome } from '../../../src/deliver/delivery.ts';
import { AudienceHash } from '../../../src/deliver/journal/audience-hash.ts';
import { takeDelivery } from '../../../src/deliver/journal/take-delivery.ts';
import { addSuppression } from '../../../src/store/suppressions.ts';
import { collect, csvOf, type Newsletter, openNewsletter } from '../fixture.ts';

const edition = '2026-04-27';
const now = new Date('2026-04-27T04:00:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

async function freeze({ journal, list }: Newsletter, csv: string, mail: number): Promise<void> {
  const audience = await list(csv);
  await journal.freeze({ edition, contentHash: 'hash', audience, audienceHash: await hashOf(audience), mail, now });
}

async function hashOf(audience: Audience): Promise<string> {
  const hash = new AudienceHash();
  for await (const row of audience.rows()) hash.add(row);
  return hash.digest();
}

/** Takes as a run does: the planned in the order of the list, then the deferred that are due. */
async function take({ journal }: Newsletter, count: number, at = now): Promise<readonly Delivery[]> {
  const stretch = { edition, fromWave: 1 };
  const planned = await journal.planned(stretch, { after: 0, limit: count });
  const due = (await journal.deferred(stretch, count)).filter(({ retryAt }) => retryAt && retryAt <= at);
  const waiting = [...planned, ...due].slice(0, count);
  const { taken } = await journal.turn({ settled: [], take: waiting, now: at });
  return waiting.filter(({ id }) => taken.has(id)).map((delivery) => takeDelivery(delivery, at));
}

async function settle(newsletter: Newsletter, outcome: Outcome, at = now): Promise<void> {
  const [delivery] = await take(newsletter, 1, at);
  if (!delivery) throw new Error('Nothing was due.');
  await newsletter.journal.turn({
    settled: [{ delivery, outcome, at, server: 'smtp mail.test:25' }],
    take: [],
    now: at,
  });
}

test('a frozen audience is on disk whole: who is mailed, and who is skipped and why', async () => {
  const newsletter = await openNewsletter();
  await freeze(
    newsletter,
    'email,first_name\nada@example.com,Ada\nnobody,x\nADA@example.com,Twice\nbob@example.com,\n',
    2,
  );
  expect(await newsletter.journal.counts(edition)).toEqual({ planned: 2, skipped: 1 });
  expect(await newsletter.journal.find(edition)).toMatchObject({
    total: 3,
    list: 'subscribers.csv',
    frozenAt: now.toISOString(),
  });
  expect(await collect(newsletter.journal.list(edition, 'planned'))).toMatchObject([
    { address: 'ada@example.com', name: 'Ada', fields: { first_name: 'Ada', email: 'ada@example.com' }, attempts: 0 },
    { address: 'bob@example.com' },
  ]);
  expect(await collect(newsletter.journal.list(edition, 'skipped'))).toMatchObject([
    { address: 'nobody', detail: 'not an address' },
  ]);
});

test('a row that cannot be used gives way to a good one of the same address, however far apart they stand', async () => {
  const newsletter = await openNewsletter();
  const others = Array.from({ length: 650 }, (_, index) => `reader${index}@example.com,Reader`);
  const rows = ['ada@example.com', ...others, 'ada@example.com,Ada', 'bob@example.com,Bob', 'bob@example.com'];
  await freeze(newsletter, `email,first_name\n${rows.join('\n')}\n`, 652);
  expect(await newsletter.journal.counts(edition)).toEqual({ planned: 652 });
  const planned = await collect(newsletter.journal.list(edition, 'planned'));
  expect(planned.filter(({ address }) => address === 'ada@example.com')).toMatchObject([
    { name: 'Ada', fields: { email: 'ada@example.com', first_name: 'Ada' } },
  ]);
  expect(planned.find(({ address }) => address === 'ada@example.com')).not.toHaveProperty('detail');
});

test('LIST_CHANGED: an audience of another size than was planned never stands', async () => {
  const newsletter = await openNewsletter();
  await expect(freeze(newsletter, csvOf(3), 2)).rejects.toMatchObject({ code: 'LIST_CHANGED' });
  expect(await newsletter.journal.find(edition)).toBeUndefined();
  await freeze(newsletter, csvOf(4), 4);
  expect(await newsletter.journal.counts(edition)).toEqual({ planned: 4 });
});

test('a freeze that was cut off is begun anew, and nobody of it is kept', async () => {
  const newsletter = await openNewsletter();
  const audience = await newsletter.list(csvOf(1200));
  const broken = {
    ...audience,
    rows: async function* () {
      let count = 0;
      for await (const row of audience.rows()) {
        count += 1;
        if (count > 1100) throw new Error('the power is cut');
        yield row;
      }
    },
  };
  const audienceHash = await hashOf(audience);
  const send = { edition, contentHash: 'hash', audience: broken, audienceHash, mail: 1200, now };
  const cut = newsletter.journal.freeze(send);
  await expect(cut).rejects.toThrow('the power is cut');
  expect(await newsletter.journal.find(edition)).toBeUndefined();
  await freeze(newsletter, csvOf(3), 3);
  expect(await newsletter.journal.counts(edition)).toEqual({ planned: 3 });
});

/** From now on the disk fails at such statements; returns how it is mended. */
async function failAt({ store }: Newsletter, statement: string): Promise<() => Promise<unknown>> {
  await sql.raw(`create trigger fault before ${statement} begin select raise(abort, 'EIO'); end`).execute(store.db);
  return () => sql.raw('drop trigger fault').execute(store.db);
}

test.each([
  ['beginning', 'insert on send'],
  ['rows', 'insert on delivery'],
  ['last commit', 'update on send'],
])('JOURNAL_NOT_WRITTEN: a freeze whose %s cannot be written ends, and nobody of it is kept', async (_, statement) => {
  const newsletter = await openNewsletter();
  const mend = await failAt(newsletter, statement);
  await expect(freeze(newsletter, csvOf(700), 700)).rejects.toMatchObject({
    code: 'JOURNAL_NOT_WRITTEN',
    problems: [{ why: 'EIO', fix: expect.stringContaining('Nobody was mailed.') }],
  });
  await mend();
  expect(await newsletter.journal.find(edition)).toBeUndefined();
  await freeze(newsletter, csvOf(3), 3);
  expect(await newsletter.journal.counts(edition)).toEqual({ planned: 3 });
});

test('JOURNAL_NOT_WRITTEN: new subscribers who cannot be written down are added by the next try, each once', async () => {
  const newsletter = await openNewsletter();
  const { journal, list } = newsletter;
  await freeze(newsletter, csvOf(2), 2);
  const mend = await failAt(newsletter, 'insert on delivery');
  const audience = await list(csvOf(1300));
  const add = () => journal.addNew({ edition, audience, now });
  await expect(add()).rejects.toMatchObject({
    code: 'JOURNAL_NOT_WRITTEN',
    problems: [{ fix: expect.stringContaining('Nobody was mailed.') }],
  });
  await mend();
  expect(await add()).toBe(1298);
  expect(await add()).toBe(0);
  expect(await journal.counts(edition)).toEqual({ planned: 1300 });
});

test('a delivery that is taken is attempting on disk, once, in the order of the list', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, csvOf(5), 5);
  const first = await take(newsletter, 2);
  const second = await take(newsletter, 9);
  expect([...first, ...second].map(({ address }) => address)).toEqual(
    [0, 1, 2, 3, 4].map((index) => `reader${index}@example.com`),
  );
  expect(first[0]).toMatchObject({ state: 'attempting', attempts: 1, firstTriedAt: now });
  const other = await openNewsletter(newsletter.folder);
  expect(await other.journal.counts(edition)).toEqual({ attempting: 5 });
  expect(await take(newsletter, 9)).toEqual([]);
});

test('an outcome and the next delivery are one commit', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, csvOf(2), 2);
  const [delivery] = await take(newsletter, 1);
  if (!delivery) throw new Error('Nothing was taken.');
  const outcome: Outcome = { state: 'accepted', reply: '250 ok' };
  const ahead = await newsletter.journal.planned({ edition, fromWave: 1 }, { after: delivery.id, limit: 9 });
  const next = await newsletter.journal.turn({ settled: [{ delivery, outcome, at: now }], take: ahead, now });
  expect([...next.taken]).toEqual([2]);
  expect(await newsletter.journal.counts(edition)).toEqual({ accepted: 1, attempting: 1 });
});

test('whoever is found attempting is unknown, is not taken again, and is planned again only by the user’s word', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, csvOf(2), 2);
  await take(newsletter, 1);
  expect(await newsletter.journal.giveUpAttempting(edition, later(1))).toBe(1);
  expect(await collect(newsletter.journal.list(edition, 'unknown'))).toMatchObject([
    { address: 'reader0@example.com', detail: expect.stringContaining('on its way') },
  ]);
  expect(await take(newsletter, 9)).toMatchObject([{ address: 'reader1@example.com' }]);
  expect(await newsletter.journal.planUnknown(edition, later(2))).toBe(1);
  expect(await take(newsletter, 9, later(3))).toMatchObject([
    { address: 'reader0@example.com', attempts: 2, firstTriedAt: now },
  ]);
});

test('a deferred delivery is taken when its time has come and not before', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, csvOf(1), 1);
  await settle(newsletter, { state: 'deferred', scope: 'address', stage: 'rcpt', reply: '450 later' });
  expect(await newsletter.journal.due(edition, later(4))).toEqual({ due: 0, next: later(5).toISOString() });
  expect(await take(newsletter, 1, later(4))).toEqual([]);
  expect(await newsletter.journal.due(edition, later(5))).toEqual({ due: 1, next: undefined });
  expect(await take(newsletter, 1, later(5))).toHaveLength(1);
});

test('a rejected address is suppressed with the reply as the reason, in the same commit', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, 'email\nAda@example.com\n', 1);
  await settle(newsletter, {
    state: 'rejected',
    scope: 'address',
    stage: 'rcpt',
    reply: '550 5.1.1 no such user',
    status: '5.1.1',
  });
  expect(await collect((await newsletter.list('email\nada@example.com\n')).rows())).toMatchObject([
    { kind: 'skipped', row: { reason: 'suppressed: 550 5.1.1 no such user' } },
  ]);
});

test('whoever is suppressed after the audience was frozen is not mailed', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, csvOf(3), 3);
  await addSuppression(newsletter.store, {
    address: 'reader0@example.com',
    reason: 'unsubscribed',
    suppressed_at: now.toISOString(),
  });
  expect((await take(newsletter, 2)).map(({ address }) => address)).toEqual(['reader1@example.com']);
  expect(await collect(newsletter.journal.list(edition, 'skipped'))).toMatchObject([
    { detail: 'suppressed: unsubscribed' },
  ]);
});

test('a turn that finds somebody suppressed, or taken already, still writes its outcomes and takes the others, each once', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, csvOf(5), 5);
  const [delivery, onItsWay] = await take(newsletter, 2);
  if (!delivery || !onItsWay) throw new Error('Nothing was taken.');
  const ahead = await newsletter.journal.planned({ edition, fromWave: 1 }, { after: 0, limit: 9 });
  await addSuppression(newsletter.store, {
    address: 'reader3@example.com',
    reason: 'unsubscribed',
    suppressed_at: now.toISOString(),
  });
  const { taken } = await newsletter.journal.turn({
    settled: [{ delivery, outcome: { state: 'accepted', reply: '250 ok' }, at: now }],
    take: [onItsWay, ...ahead],
    now: later(1),
  });
  expect([...taken]).toEqual([3, 5]);
  const rows = await collect(newsletter.journal.list(edition));
  expect(rows.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual([
    'accepted 1',
    'attempting 1',
    'attempting 1',
    'skipped 0',
    'attempting 1',
  ]);
});

test('an outcome is written for whoever is attempting, and for nobody else', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, csvOf(2), 2);
  const [first, second] = await newsletter.journal.planned({ edition, fromWave: 1 }, { after: 0, limit: 2 });
  if (!first || !second) throw new Error('Nothing is planned.');
  const outcomes: readonly Outcome[] = [
    { state: 'unknown', reason: 'stopped' },
    { state: 'accepted', reply: '250 ok' },
  ];
  const settled = [first, second].map((delivery, index) => ({
    delivery: takeDelivery(delivery, now),
    outcome: outcomes[index] ?? { state: 'unknown', reason: '' },
    at: now,
  }));
  await newsletter.journal.turn({ settled, take: [], now });
  expect(await newsletter.journal.counts(edition)).toEqual({ planned: 2 });
});

test('JOURNAL_NOT_WRITTEN: a turn that cannot be committed takes nobody', async () => {
  const newsletter = await openNewsletter();
  await freeze(newsletter, csvOf(1), 1);
  await newsletter.store.db.schema.dropTable('delivery').execute();
  await expect(take(newsletter, 1)).rejects.toMatchObject({ code: 'JOURNAL_NOT_WRITTEN', exitCode: 1 });
});

test('SEND_RUNNING: a second send says who holds the lock', async () => {
  const { journal } = await openNewsletter();
  const release = await journal.lock(edition, now);
  await expect(journal.lock('2026-05-04', now)).rejects.toMatchObject({
    code: 'SEND_RUNNING',
    problems: [{ why: expect.stringContaining(`Process ${process.pid} does \`send ${edition}\``) }],
  });
  release();
  (await journal.lock(edition, now))();
});
