import { usedFields } from './check-fields.ts';
import type { Outcome } from './delivery.ts';
import { editionChanged } from './edition-changed.ts';
import { contentHash } from './journal/content-hash.ts';
import { encodeMessage } from './message/encode-message.ts';
import { joinMessage } from './message/join-message.ts';
import type { Recipient } from './message/recipient.ts';
import type { SendInput } from './send-input.ts';
import type { SendPlan } from './send-plan.ts';

/** What became of a test, address by address. */
export type TestResult = { readonly address: string; readonly outcome: Outcome };

/**
 * Carries out the plan of a test: a marked message to each given address, one after the other, past the journal. A field
 * without a default shows its column's name, `[company]`, since a test address has no columns.
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
  }: Pick<SendInput, 'rendered' | 'audience' | 'sender' | 'transport' | 'clock' | 'signal'>,
): Promise<readonly TestResult[]> {
  if (contentHash(rendered) !== plan.contentHash) {
    throw editionChanged({ edition: plan.edition, mailed: 0, left: plan.mail });
  }
  const [transport] = 'name' in given ? [given] : given;
  if (!transport) return [];
  await transport.verify();
  const encoded = encodeMessage(rendered, { sender, test: true });
  const samples = sampleValues(usedFields(rendered).fields.map(({ field }) => field));
  const results: TestResult[] = [];
  for await (const row of audience.rows()) {
    if (signal?.aborted) break;
    if (row.kind === 'skipped') continue;
    const { subscriber } = row;
    const recipient: Recipient = { ...subscriber, fields: { ...samples, ...subscriber.fields } };
    const message = await joinMessage(encoded, { recipient, date: clock.now() });
    results.push({ address: subscriber.address, outcome: await transport.send(message) });
  }
  return results;
}

function sampleValues(fields: readonly { readonly path: string; readonly default?: string }[]): Record<string, string> {
  const open = fields.filter((field) => field.default === undefined && field.path.startsWith('subscriber.'));
  return Object.fromEntries(
    open.map(({ path }) => path.slice('subscriber.'.length)).map((column) => [column, `[${column}]`]),
  );
}
