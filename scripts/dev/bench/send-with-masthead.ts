import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readList } from '../../../src/audience/read-list.ts';
import { openJournal } from '../../../src/deliver/journal/journal.ts';
import { readDkimKey } from '../../../src/deliver/message/dkim-key.ts';
import { senderOf } from '../../../src/deliver/message/sender.ts';
import { planSend } from '../../../src/deliver/plan/plan-send.ts';
import { sendEdition } from '../../../src/deliver/send-edition.ts';
import { openSmtp } from '../../../src/deliver/transport/open-smtp.ts';
import { systemClock as clock } from '../../../src/foundation/clock.ts';
import type { RenderedEdition } from '../../../src/render/rendered-edition.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { suppressionReasons } from '../../../src/store/suppressions.ts';
import type { BenchCase } from './bench-case.ts';
import { FlushedLog } from './flushed-log.ts';
import { journalInMemory } from './journal-in-memory.ts';

/** As `masthead send` does it, from the list's file to the last row of the journal: planned, frozen, recorded, durable. */
export async function sendWithMasthead(
  rendered: RenderedEdition,
  { url, messages, connections, dkimKey, journal: kept }: BenchCase,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-bench-'));
  const store = await openStore(join(folder, 'masthead.db'));
  const transport = openSmtp({ url, connections });
  const log = kept === 'flushes only' ? await FlushedLog.open(join(folder, 'flushed.log')) : undefined;
  try {
    const list = join(folder, 'subscribers.csv');
    await writeFile(list, csvOf(messages));
    const audience = await readList(list, { label: list, suppressed: (keys) => suppressionReasons(store, keys) });
    const real = openJournal({ store, lockFile: join(folder, 'send.lock') });
    const journal = kept === 'on disk' ? real : journalInMemory(real.gathering, log);
    const settings = {
      name: 'The Vault',
      id: 'vault',
      url: 'https://news.example.com',
      from: { address: 'news@example.com' },
    };
    const sender = senderOf(settings, 'the secret of a benchmark', dkimKey ? [benchKey(dkimKey)] : []);
    const input = { rendered, audience, sender, transport, journal, clock };
    const { thisRun } = await sendEdition(await planSend(input), input);
    if (thisRun.accepted !== messages) throw new Error(`Not everyone was mailed: ${JSON.stringify(thisRun)}`);
  } finally {
    await transport.close();
    await log?.close();
    await store.close();
    await rm(folder, { recursive: true });
  }
}

const benchKey = (pem: string) =>
  readDkimKey({ domain: 'example.com', selector: 'bench', algorithm: 'rsa-sha256', pem, origin: 'the benchmark' });

const csvOf = (messages: number): string =>
  `email,first_name\n${Array.from({ length: messages }, (_, index) => `reader${index}@example.com,Reader ${index}`).join('\n')}\n`;
