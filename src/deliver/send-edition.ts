import { contentHash, contentParts } from './journal/content-hash.ts';
import { refuseAnotherList } from './journal/freeze-audience.ts';
import { makeRun } from './make-run.ts';
import { editionChanged } from './plan/edition-changed.ts';
import type { SendPlan } from './plan/send-plan.ts';
import type { RunResult, SendRun } from './run/send-run.ts';
import type { SendInput } from './send-input.ts';
import { type SendSummary, summarise } from './send-summary.ts';
import { verifyTransports } from './transport/verify-transports.ts';
import { unlessAborted } from './unless-aborted.ts';

/**
 * Carries out a plan: freezes the audience, or goes on with the frozen one, and mails everyone once. Run again after
 * whatever happened, it goes on where the journal says it stopped.
 * @throws MastheadError SEND_RUNNING, EDITION_CHANGED, LIST_CHANGED, TRANSPORT_REFUSED, TRANSPORT_AUTH: nobody was mailed;
 *   JOURNAL_NOT_WRITTEN: sending stopped
 */
export async function sendEdition(plan: SendPlan, input: SendInput): Promise<SendSummary> {
  const { journal, clock } = input;
  const { edition } = plan;
  if (contentHash(input.rendered) !== plan.contentHash) throw editionChanged({ edition, mailed: 0, left: plan.mail });
  const started = clock.now();
  const release = await journal.lock(edition, started);
  try {
    const run = await begin(plan, input);
    const ended = run ? await run.run() : notBegun;
    if (run) await journal.finish(edition, clock.now());
    const interrupted = input.signal?.aborted === true;
    return await summarise(journal, { edition, started, ended: clock.now(), interrupted, ...ended });
  } finally {
    release();
  }
}

/** All that comes before the first message; undefined when it was told to stop meanwhile. A freeze that is not complete never stands. */
async function begin(plan: SendPlan, input: SendInput): Promise<SendRun | undefined> {
  const { transport, signal } = input;
  const transports = 'name' in transport ? [transport] : transport;
  const down = plan.mail > 0 ? await unlessAborted(signal, verifyTransports(transports)) : new Map();
  if (!down) return undefined;
  try {
    await prepare(plan, input);
  } catch (error) {
    // What reads the list while it writes the journal has the reason as the cause.
    const reasons = [error, error instanceof Error ? error.cause : undefined];
    if (signal?.aborted && reasons.includes(signal.reason)) return undefined;
    throw error;
  }
  return makeRun(plan, { input, transports, down });
}

const notBegun: RunResult = { states: {}, stopped: undefined, left: undefined, transports: [], domains: [] };

/** Under the lock: nobody else can be sending, so whoever is found `attempting` was cut off. */
async function prepare(plan: SendPlan, { journal, audience, clock, rendered, signal }: SendInput): Promise<void> {
  const { edition, contentHash: hash, audienceHash, mail, resendUnknown, acceptChanges, newOnly } = plan;
  const now = clock.now();
  const send = await journal.find(edition);
  const content = { edition, contentHash: hash, parts: contentParts(rendered), audience, now };
  const stoppable = { ...audience, rows: () => untilAborted(signal, audience.rows()) };
  if (!send) return journal.freeze({ ...content, audience: stoppable, mail, audienceHash });
  if (send.contentHash !== hash && !acceptChanges) throw editionChanged({ edition, mailed: 0, left: mail });
  // Before anything is written: what the user said was said of the list that the plan told of.
  if (acceptChanges || newOnly || resendUnknown) await refuseAnotherList({ audience: stoppable, audienceHash });
  await journal.giveUpAttempting(edition, now);
  // First, so that whoever is unknown and off the list by now is passed over with the others.
  if (resendUnknown) await journal.planUnknown(edition, now);
  if (acceptChanges) await journal.accept({ ...content, audience: stoppable, audienceHash });
  if (newOnly) await journal.addNew({ edition, audience: stoppable, now });
  await journal.revive(edition, now);
  await journal.skipSuppressed(edition, now);
}

/** Rows up to the signal; then it throws the signal's reason. */
async function* untilAborted<Row>(signal: AbortSignal | undefined, rows: AsyncIterable<Row>): AsyncIterable<Row> {
  for await (const row of rows) {
    signal?.throwIfAborted();
    yield row;
  }
}
