import type { Audience } from '../audience/audience.ts';
import type { Clock } from '../foundation/clock.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';
import type { Delivery, Outcome } from './delivery.ts';
import { editionChanged } from './edition-changed.ts';
import { contentHash } from './journal/content-hash.ts';
import type { Journal } from './journal/journal.ts';
import { encodeMessage } from './message/encode-message.ts';
import { joinMessage } from './message/join-message.ts';
import type { Sender } from './message/sender.ts';
import { parseRate, TokenBucket } from './rate.ts';
import type { SendPlan } from './send-plan.ts';
import { type SendProgress, SendRun } from './send-run.ts';
import { type SendSummary, summarise } from './send-summary.ts';
import type { Transport } from './transport/transport.ts';

export type SendInput = {
  readonly rendered: RenderedEdition;
  readonly audience: Audience;
  readonly sender: Sender;
  readonly transport: Transport;
  readonly journal: Journal;
  readonly clock: Clock;
  /** When aborted, nothing more is taken; what is in flight is finished and written down. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SendProgress) => void) | undefined;
};

/**
 * Carries out a plan: freezes the audience, or goes on with the frozen one, and mails everyone once. Run again after
 * whatever happened, it goes on where the journal says it stopped.
 * @throws MastheadError SEND_RUNNING, EDITION_CHANGED, LIST_CHANGED, TRANSPORT_REFUSED, TRANSPORT_AUTH: nobody was mailed;
 *   JOURNAL_NOT_WRITTEN: sending stopped
 */
export async function sendEdition(plan: SendPlan, input: SendInput): Promise<SendSummary> {
  const { journal, transport, clock } = input;
  if (contentHash(input.rendered) !== plan.contentHash) throw editionChanged(plan.edition);
  const started = clock.now();
  const release = await journal.lock(plan.edition, started);
  try {
    if (plan.mail > 0) await transport.verify();
    await prepare(plan, input);
    const run = await makeRun(plan, input).run();
    await journal.finish(plan.edition, clock.now());
    const interrupted = input.signal?.aborted === true;
    return await summarise(journal, { edition: plan.edition, started, ended: clock.now(), interrupted, ...run });
  } finally {
    release();
  }
}

/** Under the lock: nobody else can be sending, so whoever is found `attempting` was cut off. */
async function prepare(plan: SendPlan, { journal, audience, clock }: SendInput): Promise<void> {
  const { edition, contentHash: hash, mail, resendUnknown } = plan;
  const send = await journal.find(edition);
  if (!send) return journal.freeze({ edition, contentHash: hash, audience, mail, now: clock.now() });
  if (send.contentHash !== hash) throw editionChanged(edition);
  await journal.giveUpAttempting(edition, clock.now());
  if (resendUnknown) await journal.planUnknown(edition, clock.now());
}

function makeRun(
  plan: SendPlan,
  { rendered, sender, transport, journal, clock, signal, onProgress }: SendInput,
): SendRun {
  const encoded = encodeMessage(rendered, { sender });
  const deliver = async (delivery: Delivery): Promise<Outcome> =>
    transport.send(await joinMessage(encoded, { recipient: delivery, date: delivery.firstTriedAt ?? clock.now() }));
  return new SendRun({
    edition: plan.edition,
    total: plan.mail,
    connections: transport.connections,
    deliver,
    journal,
    clock,
    bucket: plan.rate === undefined ? undefined : new TokenBucket(parseRate(plan.rate), clock.now()),
    signal,
    onProgress,
  });
}
