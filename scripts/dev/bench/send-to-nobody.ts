import { join } from 'node:path';
import { readList } from '../../../src/audience/read-list.ts';
import { openJournal } from '../../../src/deliver/journal/journal.ts';
import { senderOf } from '../../../src/deliver/message/sender.ts';
import { planSend } from '../../../src/deliver/plan-send.ts';
import { sendEdition } from '../../../src/deliver/send-edition.ts';
import type { Transport } from '../../../src/deliver/transport/transport.ts';
import { systemClock as clock } from '../../../src/foundation/clock.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { suppressionReason } from '../../../src/store/suppressions.ts';

/** Sends to a whole list with the journal on, by a transport that takes everything and keeps nothing; prints its peak. */
const [list = '', folder = ''] = process.argv.slice(2);
const store = await openStore(join(folder, `${Date.now()}.db`));
const transport: Transport = {
  name: 'nobody',
  connections: 5,
  verify: async () => undefined,
  send: async () => ({ state: 'accepted', reply: '250 2.0.0 taken' }),
  close: async () => undefined,
};
const rendered = {
  id: '2026-04-27',
  template: 'digest',
  lang: 'en',
  dir: 'ltr' as const,
  subject: 'The harbour reopens',
  preheader: '',
  html: `<p>{{ subscriber.first_name }}</p>${'<p>The cranes have stopped bumping into each other.</p>'.repeat(700)}{{ links.unsubscribe }}`,
  text: 'Hello {{ subscriber.first_name }}, {{ links.unsubscribe }}',
};
const sender = senderOf(
  { name: 'The Vault', id: 'vault', url: 'https://news.example.com', from: { address: 'news@example.com' } },
  'the secret of a measurement',
);
const audience = await readList(list, { label: list, suppressed: (address) => suppressionReason(store, address) });
const journal = openJournal({ store, lockFile: join(folder, 'send.lock') });
const input = { rendered, audience, sender, transport, journal, clock };
const { counts } = await sendEdition(await planSend(input), input);
await store.close();
console.log(JSON.stringify({ counts, peakMiB: process.resourceUsage().maxRSS / 1024 }));
