import type { Outcome } from './delivery.ts';
import { contentHash } from './journal/content-hash.ts';
import { encodeMessage } from './message/encode-message.ts';
import { joinMessage } from './message/join-message.ts';
import type { Recipient } from './message/recipient.ts';
import { usedFields } from './plan/check-fields.ts';
import { editionChanged } from './plan/edition-changed.ts';
import type { SendPlan } from './plan/send-plan.ts';
import type { SendInput } from './send-input.ts';
import type { Message, Transport } from './transport/transport.ts';
import { verifyTransports } from './transport/verify-transports.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What became of a test, address by address. */
export type TestResult = { readonly address: string; readonly outcome: Outcome };

/**
 * Carries out the plan of a test: a marked message to each given address, one after the other, past the journal, by the
 * first transport that takes mail. A field without a default shows its column's name, `[company]`, since a test address has no
 * columns.
 * @throws MastheadError EDITION_CHANGED, TRANSPORT_REFUSED, TRANSPORT_AUTH
 */
export async function sendTest(
  plan: SendPlan,
  {
    rendered,
    audience,
    sender,
    transport: given,
    clock,
    signal,
    abandon,
  }: Pick<SendInput, 'rendered' | 'audience' | 'sender' | 'transport' | 'clock' | 'signal' | 'abandon'>,
): Promise<readonly TestResult[]> {
  if (contentHash(rendered) !== plan.contentHash) {
    throw editionChanged({ edition: plan.edition, mailed: 0, left: plan.mail });
  }
  const transports = 'name' in given ? [given] : given;
  const down = await unlessAborted(signal, verifyTransports(transports));
  if (!down) return [];
  const [first, ...others] = transports.filter((one) => !down.has(one));
  if (!first) return [];
  const encoded = encodeMessage(rendered, { sender, test: true });
  const samples = sampleValues(usedFields(rendered).fields.map(({ field }) => field));
  const results: TestResult[] = [];
  for await (const row of audience.rows()) {
    if (signal?.aborted) break;
    if (row.kind === 'skipped') continue;
    const { subscriber } = row;
    const recipient: Recipient = { ...subscriber, fields: { ...samples, ...subscriber.fields } };
    const message = await joinMessage(encoded, { recipient, date: clock.now() });
    const outcome = (await unlessAborted(abandon, sendByAny([first, ...others], message))) ?? abandoned;
    results.push({ address: subscriber.address, outcome });
  }
  return results;
}

/** By the first transport; an address that it cannot take at all (SMTPUTF8) goes by the next that can. */
async function sendByAny([first, ...others]: readonly [Transport, ...Transport[]], message: Message): Promise<Outcome> {
  let outcome = await first.send(message);
  for (const next of others) {
    if (outcome.state !== 'skipped') break;
    outcome = await next.send(message);
  }
  return outcome;
}

const abandoned: Outcome = {
  state: 'unknown',
  reason: 'the test was stopped while this message was on its way',
};

function sampleValues(fields: readonly { readonly path: string; readonly default?: string }[]): Record<string, string> {
  const open = fields.filter((field) => field.default === undefined && field.path.startsWith('subscriber.'));
  return Object.fromEntries(
    open.map(({ path }) => path.slice('subscriber.'.length)).map((column) => [column, `[${column}]`]),
  );
}
