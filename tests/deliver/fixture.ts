import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Audience } from '../../src/audience/audience.ts';
import { readList } from '../../src/audience/read-list.ts';
import { type Journal, openJournal } from '../../src/deliver/journal/journal.ts';
import { type Sender, senderOf } from '../../src/deliver/message/sender.ts';
import { type PlanInput, planSend } from '../../src/deliver/plan/plan-send.ts';
import { sendEdition } from '../../src/deliver/send-edition.ts';
import type { SendInput } from '../../src/deliver/send-input.ts';
import type { SendSummary } from '../../src/deliver/send-summary.ts';
import type { Transport } from '../../src/deliver/transport/transport.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import type { RenderedEdition } from '../../src/render/rendered-edition.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { suppressionReasons } from '../../src/store/suppressions.ts';

export const sender: Sender = senderOf(
  {
    name: 'The Vault',
    id: 'vault',
    url: 'https://news.example.com',
    from: { address: 'news@example.com' },
    replyTo: { address: 'editor@example.com' },
    bounceAddress: 'bounces@example.com',
  },
  'a secret of this test',
);

export const edition = (over: Partial<RenderedEdition> = {}): RenderedEdition => ({
  id: '2026-04-27',
  template: 'digest',
  lang: 'en',
  dir: 'ltr',
  subject: 'The harbour reopens',
  preheader: 'And three more',
  html: '<!doctype html><p>Good morning, {{ subscriber.first_name | default: &quot;reader&quot; }}.</p><a href="{{ links.unsubscribe }}">Unsubscribe</a>',
  text: 'Good morning, {{ subscriber.first_name | default: "reader" }}.\n\nUnsubscribe: {{ links.unsubscribe }}\n',
  ...over,
});

/** A folder that is gone when the test is. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export type Newsletter = {
  readonly folder: string;
  readonly store: Store;
  readonly journal: Journal;
  readonly list: (csv: string) => Promise<Audience>;
  readonly send: (
    transport: Transport,
    audience: Audience,
    over?: Partial<
      Pick<
        PlanInput,
        | 'rate'
        | 'resendUnknown'
        | 'acceptChanges'
        | 'newOnly'
        | 'wait'
        | 'until'
        | 'domains'
        | 'limitOfDay'
        | 'rendered'
      > &
        Pick<SendInput, 'clock' | 'signal' | 'abandon' | 'onProgress' | 'onSettled' | 'journal'>
    >,
  ) => Promise<SendSummary>;
};

/** A newsletter's state on disk, with everything that a send needs. */
export async function openNewsletter(folder?: string): Promise<Newsletter> {
  const home = folder ?? (await temporaryFolder());
  const store = await openStore(join(home, '.masthead', 'masthead.db'));
  onTestFinished(() => store.close());
  const journal = openJournal({ store, lockFile: join(home, '.masthead', 'send.lock'), random: () => 0.5 });
  return {
    folder: home,
    store,
    journal,
    list: async (csv) => {
      const file = join(home, 'subscribers.csv');
      await writeFile(file, csv);
      return readList(file, { suppressed: (keys) => suppressionReasons(store, keys), label: 'subscribers.csv' });
    },
    send: async (transport, audience, { rendered = edition(), ...over } = {}) => {
      const input = { rendered, audience, sender, transport, journal, clock: systemClock, ...over };
      return sendEdition(await planSend(input), input);
    },
  };
}

export const csvOf = (count: number): string =>
  [
    'email,first_name',
    ...Array.from({ length: count }, (_, index) => `reader${index}@example.com,Reader ${index}`),
  ].join('\n');

export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
