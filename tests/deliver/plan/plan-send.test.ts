import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { audienceOf } from '../../../src/audience/audience-of.ts';
import { parseRate } from '../../../src/deliver/limits/rate.ts';
import { type PlanInput, planSend } from '../../../src/deliver/plan/plan-send.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { addSuppression } from '../../../src/store/suppressions.ts';
import { edition, type Newsletter, openNewsletter, sender } from '../fixture.ts';

const transport = { name: 'outbox out/outbox', connections: 5 };

async function plan(newsletter: Newsletter, csv: string, over: Partial<PlanInput> = {}) {
  const audience = over.audience ?? (await newsletter.list(csv));
  return planSend({
    rendered: edition(),
    audience,
    sender,
    transport,
    journal: newsletter.journal,
    clock: systemClock,
    ...over,
  });
}

test('a plan says who is mailed, who is skipped and why, and how long it takes', async () => {
  const newsletter = await openNewsletter();
  await addSuppression(newsletter.store, {
    address: 'eve@example.com',
    reason: 'unsubscribed',
    suppressed_at: '2026-01-01T00:00:00Z',
  });
  const csv =
    'email,first_name\nada@example.com,Ada\nADA@example.com,Ada\neve@example.com,Eve\nnobody,x\nbob@example.com,\n';
  const made = await plan(newsletter, csv, { rate: parseRate('1/m') });
  expect(made).toEqual({
    edition: '2026-04-27',
    subject: 'The harbour reopens',
    from: 'The Vault <news@example.com>',
    attachments: [],
    list: 'subscribers.csv',
    columns: ['email', 'first_name'],
    transport: 'outbox out/outbox',
    transports: [{ name: 'outbox out/outbox', connections: 5, weight: 1, rate: '1/m' }],
    connections: 5,
    domains: {},
    test: false,
    contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    audienceHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    mail: 2,
    skipped: {
      count: 3,
      reasons: { 'twice in the list': 1, suppressed: 1, 'not an address': 1 },
      rows: [
        { line: 3, address: 'ADA@example.com', reason: 'twice in the list' },
        { line: 4, address: 'eve@example.com', reason: 'suppressed: unsubscribed' },
        { line: 5, address: 'nobody', reason: 'not an address' },
      ],
    },
    resendUnknown: false,
    acceptChanges: false,
    newOnly: false,
    wait: false,
    rate: '1/m',
    seconds: 120,
  });
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
});

test('planning writes nothing', async () => {
  const newsletter = await openNewsletter();
  const database = join(newsletter.folder, '.masthead', 'masthead.db-wal');
  await newsletter.list('email\nada@example.com\n');
  const before = [await readdir(newsletter.folder, { recursive: true }), await readFile(database)];
  await plan(newsletter, 'email,first_name\nada@example.com,Ada\n');
  expect([await readdir(newsletter.folder, { recursive: true }), await readFile(database)]).toEqual(before);
});

test('FIELD_MISSING: subscribers without a value that has no default are counted, the first by name and line', async () => {
  const rendered = edition({ text: 'Hi {{ subscriber.first_name }}' });
  const csv = ['email,first_name', ...Array.from({ length: 8 }, (_, index) => `r${index}@example.com,`)].join('\n');
  await expect(plan(await openNewsletter(), csv, { rendered })).rejects.toMatchObject({
    code: 'FIELD_MISSING',
    exitCode: 2,
    problems: [
      {
        what: '8 subscribers have no subscriber.first_name, and it has no default.',
        why: expect.stringMatching(/r0@example\.com \(line 2\).*r4@example\.com \(line 6\), and 3 more/),
      },
    ],
  });
});

test('FIELD_UNKNOWN: a field that names no column is refused with the nearest one, even with a default', async () => {
  const rendered = edition({ subject: '{{ subscriber.frist_name | default: "x" }} {{ links.unsubscribed }}' });
  await expect(plan(await openNewsletter(), 'email,first_name\na@example.com,A\n', { rendered })).rejects.toMatchObject(
    {
      code: 'FIELD_UNKNOWN',
      problems: [
        { fix: expect.stringContaining('subscriber.first_name') },
        { fix: expect.stringContaining('links.unsubscribe') },
      ],
    },
  );
});

test.each(['subject', 'preheader', 'html', 'text'])(
  'FIELD_MALFORMED: what is not a field is refused in the %s',
  async (part) => {
    const rendered = edition({ [part]: 'Hi {{ first name }}' });
    await expect(plan(await openNewsletter(), 'email\na@example.com\n', { rendered })).rejects.toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'FIELD_MALFORMED', what: expect.stringContaining(` in the ${part} `) }),
      ]),
    });
  },
);

test('RATE_INVALID: the rate of every transport is read, and the time is told where each has one', async () => {
  const newsletter = await openNewsletter();
  const by = (...rates: readonly (string | undefined)[]) =>
    plan(newsletter, 'email,first_name\nada@example.com,Ada\nbob@example.com,Bob\ncid@example.com,Cid\n', {
      transport: rates.map((rate, index) => ({
        name: `smtp ${index}`,
        connections: 2,
        weight: 1,
        ...(rate === undefined ? {} : { rate }),
      })),
    });
  await expect(by(undefined, 'fast')).rejects.toMatchObject({ code: 'RATE_INVALID', exitCode: 2 });
  expect(await by('1/m', '2/m')).toMatchObject({ connections: 4, rate: '1/m + 2/m', seconds: 60 });
  expect(await by('1/m', undefined)).not.toHaveProperty('seconds');
});

test('a test needs no columns, and notices unknown fields where the list’s columns are known', async () => {
  const newsletter = await openNewsletter();
  const rendered = edition({ text: 'Hi {{ subscriber.company }}' });
  expect(await plan(newsletter, '', { rendered, test: true, audience: audienceOf(['you@example.com']) })).toMatchObject(
    {
      test: true,
      subject: '[Test] The harbour reopens',
      list: '--to',
      mail: 1,
    },
  );
  const audience = audienceOf(['you@example.com'], ['email', 'first_name']);
  await expect(plan(newsletter, '', { rendered, test: true, audience })).rejects.toMatchObject({
    code: 'FIELD_UNKNOWN',
  });
});
