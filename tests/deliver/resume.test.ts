import { expect, test } from 'vitest';
import { audienceOf } from '../../src/audience/audience-of.ts';
import type { Outcome } from '../../src/deliver/delivery.ts';
import { planSend } from '../../src/deliver/plan/plan-send.ts';
import { sendEdition } from '../../src/deliver/send-edition.ts';
import type { Message } from '../../src/deliver/transport/transport.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import { addSuppression, removeSuppression } from '../../src/store/suppressions.ts';
import { collect, edition, type Newsletter, openNewsletter, sender } from './fixture.ts';
import { accepted, greylisted, transportOf } from './told-transport.ts';
import { virtualClock } from './virtual-clock.ts';

const csv = (names: readonly string[]): string =>
  ['email,first_name', ...names.map((name) => `${name}@example.com,${name}`)].join('\n');
const changed = edition({ subject: 'The harbour closes' });

/** A newsletter whose first run was stopped after so many of four subscribers. */
async function halfSent(count: number): Promise<Newsletter & { readonly mailed: string[] }> {
  const newsletter = await openNewsletter();
  const mailed: string[] = [];
  const controller = new AbortController();
  const transport = transportOf(
    async ({ envelope }) => {
      mailed.push(nameOf(envelope.to));
      if (mailed.length === count) controller.abort();
      return accepted;
    },
    { connections: 1 },
  );
  const audience = await newsletter.list(csv(['ada', 'bob', 'cid', 'dan']));
  await newsletter.send(transport, audience, { signal: controller.signal });
  return { ...newsletter, mailed };
}

/** A newsletter that was sent to two, and of one nobody knows whether he got it. */
async function cutOffAtAda(): Promise<Newsletter> {
  const newsletter = await openNewsletter();
  const cut = transportOf(async ({ envelope: { to } }) =>
    nameOf(to) === 'ada' ? { state: 'unknown', reason: 'cut off' } : accepted,
  );
  await newsletter.send(cut, await newsletter.list(csv(['ada', 'bob'])));
  return newsletter;
}

/** A newsletter of whose four ada is unknown, bob accepted, cid found attempting, and dan deferred. */
async function cutOffAtCid(): Promise<Newsletter> {
  const newsletter = await openNewsletter();
  const { send, list, journal } = newsletter;
  const outcomes: Readonly<Record<string, Outcome>> = { ada: { state: 'unknown', reason: 'cut off' }, bob: accepted };
  const first = transportOf(async ({ envelope }) => outcomes[nameOf(envelope.to)] ?? greylisted);
  await send(first, await list(csv(['ada', 'bob', 'cid', 'dan'])));
  const [cid] = await journal.deferred({ edition: '2026-04-27', fromWave: 1 }, 1);
  await journal.turn({ settled: [], take: cid ? [cid] : [], now: new Date() });
  return newsletter;
}

const nameOf = (address: string): string => address.split('@')[0] ?? '';

const noting = (messages: Message[]) =>
  transportOf(async (message) => {
    messages.push(message);
    return accepted;
  });

test('the same command again goes on with those who are left, and then has nothing to do', async () => {
  const { send, list, mailed } = await halfSent(2);
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan']));
  const rest: Message[] = [];
  expect(await send(noting(rest), audience)).toMatchObject({ counts: { accepted: 4 } });
  expect([...mailed, ...rest.map(({ envelope }) => nameOf(envelope.to))]).toEqual(['ada', 'bob', 'cid', 'dan']);
  expect(await send(noting(rest), audience)).toMatchObject({ thisRun: {}, counts: { accepted: 4 } });
});

test('EDITION_CHANGED says what changed and how many have the earlier content', async () => {
  const { send, list } = await halfSent(1);
  const refused = send(noting([]), await list(csv(['ada', 'bob', 'cid', 'dan'])), { rendered: changed });
  await expect(refused).rejects.toMatchObject({
    code: 'EDITION_CHANGED',
    problems: [
      {
        what: expect.stringContaining(': subject.'),
        why: '1 already have the earlier content, and 3 are left.',
        fix: expect.stringContaining('--accept-changes'),
      },
    ],
  });
});

test('EDITION_CHANGED names attachments: those who are left get the same files, and not one more', async () => {
  const file = {
    fileName: 'report.pdf',
    mediaType: 'application/pdf',
    content: Buffer.from('%PDF').toString('base64'),
  };
  const { send, list } = await halfSent(1);
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan']));
  const refused = send(noting([]), audience, { rendered: edition({ attachments: [file] }) });
  await expect(refused).rejects.toMatchObject({
    code: 'EDITION_CHANGED',
    problems: [{ what: 'Edition 2026-04-27 has other content now than when its send began: attachments.' }],
  });
});

test('with accepted changes those who are left get the new content, and nobody a second mail', async () => {
  const { send, list } = await halfSent(1);
  const rest: Message[] = [];
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan']));
  const summary = await send(noting(rest), audience, { rendered: changed, acceptChanges: true });
  expect(summary.counts).toEqual({ accepted: 4 });
  expect(rest.map(({ envelope }) => nameOf(envelope.to))).toEqual(['bob', 'cid', 'dan']);
  for (const { raw } of rest) expect(raw.toString()).toContain('Subject: The harbour closes');
  expect(await send(noting(rest), audience, { rendered: changed })).toMatchObject({ thisRun: {} });
});

test('FIELD_MISSING: changed content is checked against those who are left before anyone gets it', async () => {
  const { send, list } = await halfSent(1);
  const rendered = edition({ text: 'Hi {{ subscriber.city }}' });
  const audience = await list(
    'email,first_name,city\nada@example.com,A,X\nbob@example.com,B,X\ncid@example.com,C,X\ndan@example.com,D,X\n',
  );
  await expect(send(noting([]), audience, { rendered, acceptChanges: true })).rejects.toMatchObject({
    code: 'FIELD_MISSING',
    problems: [
      {
        what: expect.stringContaining('3 subscribers'),
        why: expect.stringMatching(/^In the audience as it was frozen/),
        fix: expect.not.stringContaining('column'),
      },
    ],
  });
});

test('FIELD_MISSING: whoever may be tried again counts among those who are left, and nobody who was mailed', async () => {
  const { send, list, journal } = await cutOffAtCid();
  expect(await journal.counts('2026-04-27')).toEqual({ unknown: 1, accepted: 1, attempting: 1, deferred: 1 });
  const rendered = edition({ text: 'Hi {{ subscriber.city }}' });
  const rows = ['ada', 'bob', 'cid', 'dan'].map((name) => `${name}@example.com,${name},Cork`);
  const audience = await list(['email,first_name,city', ...rows].join('\n'));
  await expect(send(noting([]), audience, { rendered, acceptChanges: true })).rejects.toMatchObject({
    code: 'FIELD_MISSING',
    problems: [
      {
        what: expect.stringContaining('3 subscribers'),
        why: expect.stringMatching(/(?=.*ada@)(?=.*cid@)(?=.*dan@)/),
      },
    ],
  });
});

test('a test of an edition whose send was begun shows the content as it is now', async () => {
  const { journal } = await halfSent(2);
  const audience = audienceOf(['you@example.com']);
  const input = { rendered: changed, audience, sender, transport: noting([]), journal, clock: systemClock };
  const plan = await planSend({ ...input, test: true, limitOfDay: () => 5 });
  expect(plan).toMatchObject({ subject: '[Test] The harbour closes', mail: 1 });
  expect(plan).not.toHaveProperty('resumes');
  // It is past the warm-up, too.
  expect(plan).not.toHaveProperty('warmup');
});

test('EDITION_CHANGED: whoever may have been mailed counts among those who have the earlier content', async () => {
  const { send, list } = await cutOffAtCid();
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan']));
  await expect(send(noting([]), audience, { rendered: changed })).rejects.toMatchObject({
    problems: [{ why: '3 already have the earlier content, and 1 are left.' }],
  });
});

test('LIST_CHANGED counts who was added, and who of those left was removed', async () => {
  const { send, list } = await halfSent(2);
  const refused = send(noting([]), await list(csv(['bob', 'dan', 'eve', 'flo', 'gus'])));
  await expect(refused).rejects.toMatchObject({
    code: 'LIST_CHANGED',
    exitCode: 2,
    problems: [{ what: expect.stringContaining('3 added, 1 removed of those who are left') }],
  });
});

test('a value that the list has lost since the freeze is the frozen one', async () => {
  const { send, list } = await openNewsletter();
  const rendered = edition({ text: 'Hi {{ subscriber.first_name }}' });
  const controller = new AbortController();
  const first = transportOf(
    async () => {
      controller.abort();
      return accepted;
    },
    { connections: 1 },
  );
  await send(first, await list(csv(['ada', 'bob'])), { rendered, signal: controller.signal });
  const audience = await list('email,first_name\nada@example.com,\nbob@example.com,\n');
  const rest: Message[] = [];
  expect(await send(noting(rest), audience, { rendered })).toMatchObject({ counts: { accepted: 2 } });
  expect(rest.map(({ raw }) => Buffer.concat(raw).toString())).toEqual([
    expect.stringContaining('To: bob <bob@example.com>'),
  ]);
});

test('another order of the list is no change', async () => {
  const { send, list } = await halfSent(2);
  const audience = await list(csv(['dan', 'cid', 'bob', 'ada']));
  expect(await send(noting([]), audience)).toMatchObject({ counts: { accepted: 4 } });
});

test('with accepted changes whoever left the list is passed over, and whoever came is not mailed', async () => {
  const { send, list, journal } = await halfSent(2);
  const rest: Message[] = [];
  const audience = await list(csv(['ada', 'bob', 'dan', 'eve']));
  await send(noting(rest), audience, { acceptChanges: true });
  expect(rest.map(({ envelope }) => nameOf(envelope.to))).toEqual(['dan']);
  expect(await collect(journal.list('2026-04-27', 'skipped'))).toMatchObject([
    { address: 'cid@example.com', detail: 'no longer on the list' },
  ]);
});

test('whoever came before the changes were accepted is told of in every later plan, and mailed with --new-only', async () => {
  const { send, list, journal } = await halfSent(2);
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan', 'eve']));
  const rest: Message[] = [];
  await send(noting(rest), audience, { acceptChanges: true });
  const plan = (newOnly: boolean) =>
    planSend({
      rendered: edition(),
      audience,
      sender,
      transport: noting(rest),
      journal,
      clock: systemClock,
      newOnly,
    });
  // What was accepted is not asked again.
  expect(await plan(false)).toMatchObject({ mail: 0, resumes: { list: { added: 1, removed: 0 } } });
  expect(await plan(true)).toMatchObject({ mail: 1, resumes: { list: { added: 1, removed: 0 } } });
  expect(await send(noting(rest), audience, { newOnly: true })).toMatchObject({ counts: { accepted: 5 } });
  expect(rest.map(({ envelope }) => nameOf(envelope.to))).toEqual(['cid', 'dan', 'eve']);
  expect(await plan(false)).toMatchObject({ resumes: { list: { added: 0, removed: 0 } } });
});

test('only the new subscribers of a finished edition are mailed, once', async () => {
  const { send, list, journal } = await halfSent(9);
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan', 'eve', 'flo']));
  const added: Message[] = [];
  const summary = await send(noting(added), audience, { newOnly: true });
  expect(added.map(({ envelope }) => nameOf(envelope.to))).toEqual(['eve', 'flo']);
  expect(summary.counts).toEqual({ accepted: 6 });
  expect(await journal.find('2026-04-27')).toMatchObject({ total: 6, finishedAt: expect.any(String) });
  expect(await send(noting(added), audience, { newOnly: true })).toMatchObject({ thisRun: {} });
  expect(await send(noting(added), audience)).toMatchObject({ thisRun: {} });
  expect(added).toHaveLength(2);
});

test('the new subscribers of a running edition are mailed alone; the others stay for their own run', async () => {
  const { send, list } = await halfSent(2);
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan', 'eve']));
  const added: Message[] = [];
  const summary = await send(noting(added), audience, { newOnly: true });
  expect(added.map(({ envelope }) => nameOf(envelope.to))).toEqual(['eve']);
  expect(summary.counts).toEqual({ accepted: 3, planned: 2 });
  expect(await send(noting(added), audience)).toMatchObject({ counts: { accepted: 5 } });
});

test('mailing the new subscribers takes nobody of the first audience off, who left the list or not', async () => {
  const { send, list, journal } = await halfSent(2);
  await send(noting([]), await list(csv(['ada', 'bob', 'cid', 'eve'])), { newOnly: true });
  expect(await journal.counts('2026-04-27')).toEqual({ accepted: 3, planned: 2 });
});

test('a send is not finished while somebody waits for a retry', async () => {
  const { send, list, journal } = await openNewsletter();
  const later = transportOf(async () => greylisted);
  await send(later, await list(csv(['ada'])));
  expect(await journal.find('2026-04-27')).not.toHaveProperty('finishedAt');
});

test('new subscribers who were not reached are tried again by the same command', async () => {
  const { send, list, journal } = await halfSent(9);
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan', 'eve']));
  await send(
    transportOf(async () => greylisted),
    audience,
    { newOnly: true },
  );
  expect(await journal.counts('2026-04-27', 2)).toEqual({ deferred: 1 });
  const now = new Date(Date.now() + 360_000);
  expect(await journal.due('2026-04-27', now, 2)).toMatchObject({ due: 1 });
  const clock = { ...systemClock, now: () => now };
  const input = { rendered: edition(), audience, sender, transport: noting([]), journal, clock };
  expect(await planSend({ ...input, newOnly: true })).toMatchObject({ mail: 1 });
});

test('SEND_NOT_BEGUN: nobody is new to an edition that was never sent', async () => {
  const newsletter = await openNewsletter();
  const refused = newsletter.send(noting([]), await newsletter.list(csv(['ada'])), { newOnly: true });
  await expect(refused).rejects.toMatchObject({ code: 'SEND_NOT_BEGUN', exitCode: 2 });
});

test('an address that stands in a broken line and in a whole one is new once, as the plan says', async () => {
  const { send, list, journal } = await halfSent(9);
  const audience = await list(`${csv(['ada', 'bob', 'cid', 'dan'])}\neve@example.com\neve@example.com,Eve`);
  const input = { rendered: edition(), audience, sender, transport: noting([]), journal, clock: systemClock };
  expect(await planSend({ ...input, newOnly: true })).toMatchObject({ mail: 1 });
  expect(await send(noting([]), audience, { newOnly: true })).toMatchObject({ counts: { accepted: 5 } });
});

test('whoever was passed over at the freeze and can be mailed now is new to the edition', async () => {
  const newsletter = await openNewsletter();
  const { send, list, journal, store } = newsletter;
  await addSuppression(store, { address: 'bob@example.com', reason: 'unsubscribed', suppressed_at: '2026-04-01' });
  const broken = `${csv(['ada', 'bob'])}\ncid@example.com,Cid,Lee`;
  expect(await send(noting([]), await list(broken))).toMatchObject({ counts: { accepted: 1, skipped: 2 } });
  await removeSuppression(store, 'bob@example.com');
  const audience = await list(csv(['ada', 'bob', 'cid']));
  const added: Message[] = [];
  expect(await send(noting(added), audience, { newOnly: true })).toMatchObject({ counts: { accepted: 3 } });
  expect(added.map(({ envelope }) => nameOf(envelope.to))).toEqual(['bob', 'cid']);
  expect(await journal.find('2026-04-27')).toMatchObject({ total: 3 });
});

test('an unknown who has left the list is not sent to again, and that he left is said', async () => {
  const { send, list, journal } = await cutOffAtAda();
  const audience = await list(csv(['bob']));
  const again: Message[] = [];
  await expect(send(noting(again), audience, { resendUnknown: true })).rejects.toMatchObject({ code: 'LIST_CHANGED' });
  await send(noting(again), audience, { resendUnknown: true, acceptChanges: true });
  expect(again).toEqual([]);
  expect(await collect(journal.list('2026-04-27', 'skipped'))).toMatchObject([{ address: 'ada@example.com' }]);
});

test('those who left the list before they were due are not taken off those who are mailed now', async () => {
  const { send, list, journal } = await openNewsletter();
  const controller = new AbortController();
  let tries = 0;
  const transport = transportOf(
    async () => {
      tries += 1;
      if (tries === 3) controller.abort();
      return greylisted;
    },
    { connections: 1 },
  );
  await send(transport, await list(csv(['ada', 'bob', 'cid', 'dan', 'eve'])), { signal: controller.signal });
  const audience = await list(csv(['dan', 'eve']));
  const input = { rendered: edition(), audience, sender, transport, journal, clock: systemClock };
  expect(await planSend({ ...input, acceptChanges: true })).toMatchObject({
    mail: 2,
    resumes: { list: { removed: 3 } },
  });
});

test('whoever is due for a retry is among those whom the plan says will be mailed, and whoever is not yet is not', async () => {
  const { send, list, journal } = await openNewsletter();
  const clock = virtualClock();
  const audience = await list(csv(['ada', 'bob']));
  const later = transportOf(async () => greylisted);
  await send(later, audience, { clock });
  const input = { rendered: edition(), audience, sender, transport: later, journal, clock };
  expect(await planSend(input)).toMatchObject({
    mail: 0,
    resumes: { left: 2, deferred: { due: 0, later: 2, next: '2026-04-27T04:05:00.000Z' } },
  });
  await clock.sleep(5 * 60_000);
  expect(await planSend(input)).toMatchObject({ mail: 2, resumes: { left: 2, deferred: { due: 2, later: 0 } } });
});

test('LIST_CHANGED: a list that became another between the plan and the freeze is not sent to', async () => {
  const { list, journal } = await openNewsletter();
  const audience = await list(csv(['ada', 'bob']));
  const messages: Message[] = [];
  const input = { rendered: edition(), audience, sender, transport: noting(messages), journal, clock: systemClock };
  const plan = await planSend(input);
  await list(csv(['ada', 'eve']));
  await expect(sendEdition(plan, input)).rejects.toMatchObject({ code: 'LIST_CHANGED' });
  expect(messages).toEqual([]);
  expect(await journal.find('2026-04-27')).toBeUndefined();
});

test('who is found attempting is told of in the plan, and written down as unknown without a retry', async () => {
  const { send, list, journal } = await openNewsletter();
  const audience = await list(csv(['ada']));
  await send(
    transportOf(async () => greylisted),
    audience,
    { wait: false },
  );
  const due = await journal.deferred({ edition: '2026-04-27', fromWave: 1 }, 1);
  await journal.turn({ settled: [], take: due, now: new Date() });
  const input = { rendered: edition(), audience, sender, transport: noting([]), journal, clock: systemClock };
  expect(await planSend(input)).toMatchObject({ mail: 0, resumes: { attempting: 1, unknown: 1 } });
  await send(noting([]), audience);
  const [ada] = await collect(journal.list('2026-04-27', 'unknown'));
  expect(ada).toMatchObject({ address: 'ada@example.com' });
  expect(ada).not.toHaveProperty('retryAt');
});

test('who was suppressed since the freeze is not among those whom the plan says will be mailed', async () => {
  const { list, journal, store } = await halfSent(2);
  await addSuppression(store, { address: 'cid@example.com', reason: 'unsubscribed', suppressed_at: '2026-04-27' });
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan']));
  const input = { rendered: edition(), audience, sender, transport: noting([]), journal, clock: systemClock };
  const plan = await planSend(input);
  expect(plan.mail).toBe(1);
  expect(await sendEdition(plan, input)).toMatchObject({ thisRun: { accepted: 1 } });
});

test('an unknown whose leaving of the list was accepted is not sent to again either', async () => {
  const { send, list, journal } = await cutOffAtAda();
  const audience = await list(csv(['bob']));
  const again: Message[] = [];
  await send(noting(again), audience, { acceptChanges: true });
  await expect(send(noting(again), audience, { resendUnknown: true })).rejects.toMatchObject({
    code: 'LIST_CHANGED',
    problems: [{ fix: expect.stringContaining('--accept-changes') }],
  });
  await send(noting(again), audience, { resendUnknown: true, acceptChanges: true });
  expect(again).toEqual([]);
  expect(await journal.counts('2026-04-27')).toEqual({ accepted: 1, skipped: 1 });
});

test('a new subscriber who has left the list again is not mailed, nor promised a mail', async () => {
  const { send, list, journal } = await halfSent(9);
  const controller = new AbortController();
  const one = transportOf(
    async () => {
      controller.abort();
      return accepted;
    },
    { connections: 1 },
  );
  await send(one, await list(csv(['ada', 'bob', 'cid', 'dan', 'eve', 'flo', 'gus'])), {
    newOnly: true,
    signal: controller.signal,
  });
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan', 'eve', 'gus']));
  const added: Message[] = [];
  const input = { rendered: edition(), audience, sender, transport: noting(added), journal, clock: systemClock };
  const plan = await planSend({ ...input, newOnly: true });
  // Nobody of the first audience is left.
  expect(plan).toMatchObject({ mail: 1, resumes: { left: 0 } });
  expect(await sendEdition(plan, input)).toMatchObject({ thisRun: { accepted: 1 } });
  expect(added.map(({ envelope }) => nameOf(envelope.to))).toEqual(['gus']);
});

test('LIST_CHANGED: whoever came after the plan for new subscribers is in no send', async () => {
  const { list, journal } = await halfSent(9);
  const names = ['ada', 'bob', 'cid', 'dan', 'eve'];
  const audience = await list(csv(names));
  const messages: Message[] = [];
  const input = { rendered: edition(), audience, sender, transport: noting(messages), journal, clock: systemClock };
  const plan = await planSend({ ...input, newOnly: true });
  await list(csv([...names, 'flo']));
  await expect(sendEdition(plan, input)).rejects.toMatchObject({ code: 'LIST_CHANGED' });
  expect(messages).toEqual([]);
  expect(await journal.counts('2026-04-27')).toEqual({ accepted: 4 });
});

test('LIST_CHANGED: who left the list after the plan is not passed over by changes that were accepted before', async () => {
  const { list, journal } = await halfSent(2);
  const audience = await list(csv(['ada', 'bob', 'cid', 'dan', 'eve']));
  const messages: Message[] = [];
  const input = { rendered: edition(), audience, sender, transport: noting(messages), journal, clock: systemClock };
  const plan = await planSend({ ...input, acceptChanges: true });
  expect(plan.mail).toBe(2);
  await list(csv(['ada']));
  await expect(sendEdition(plan, input)).rejects.toMatchObject({ code: 'LIST_CHANGED' });
  expect(messages).toEqual([]);
  expect(await journal.counts('2026-04-27')).toEqual({ accepted: 2, planned: 2 });
});

test('LIST_CHANGED: an unknown who left the list after the plan is not sent to again, by no later send either', async () => {
  const { send, list, journal } = await cutOffAtAda();
  const audience = await list(csv(['ada', 'bob']));
  const again: Message[] = [];
  const input = { rendered: edition(), audience, sender, transport: noting(again), journal, clock: systemClock };
  const plan = await planSend({ ...input, resendUnknown: true });
  expect(plan.mail).toBe(1);
  const shorter = await list(csv(['bob']));
  await expect(sendEdition(plan, input)).rejects.toMatchObject({ code: 'LIST_CHANGED' });
  await send(noting(again), shorter);
  expect(again).toEqual([]);
  expect(await journal.counts('2026-04-27')).toEqual({ accepted: 1, unknown: 1 });
});
