import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeMessage } from '../../../src/deliver/message/encode-message.ts';
import { type Sender, senderOf } from '../../../src/deliver/message/sender.ts';
import type { RenderedEdition } from '../../../src/render/rendered-edition.ts';
import { edition } from '../fixture.ts';
import { ed25519Key, rsaKey } from './dkim-keys.ts';
import { joinWhole } from './join-whole.ts';

const date = new Date('2026-04-27T04:00:00Z');
const recipient = {
  address: 'zoe@example.org',
  name: 'Zoë Ångström, Ed.',
  fields: { first_name: 'Zoë', town: 'São Paulo & Umeå' },
};
const settings = {
  name: 'The Vault AI',
  id: 'vault-ai',
  url: 'https://news.example.com',
  from: { address: 'digest@example.com' },
};

const ordinary: RenderedEdition = edition({
  subject: 'The harbour reopens, {{ subscriber.first_name | default: "reader" }}',
  html: '<!doctype html><html lang="en"><body><h1>The harbour reopens</h1>\n<p>Good morning, {{ subscriber.first_name | default: &quot;reader&quot; }} of {{ subscriber.town }}. A line that is long enough to be broken by quoted-printable, and a = sign.</p>\n<p><a href="{{ links.web }}">In the browser</a> <a href="{{ links.unsubscribe }}">Unsubscribe</a></p></body></html>',
  text: 'THE HARBOUR REOPENS\n\nGood morning, {{ subscriber.first_name | default: "reader" }} of {{ subscriber.town }}.\n\n.  A line that begins with a dot – and has two spaces.\n\nUnsubscribe: {{ links.unsubscribe }}\n',
});

const everything: RenderedEdition = {
  ...ordinary,
  subject:
    '港が再び開く, {{ subscriber.first_name | default: "reader" }}: a subject that is long enough for three lines of header',
  html: ordinary.html.replace('<h1>', '<img src="cid:harbour@news.example.com" alt="The harbour"><h1>'),
  text: '港が再び開きました。{{ subscriber.first_name | default: "読者" }}さん、おはようございます。配信停止: {{ links.unsubscribe }}\n',
  images: [
    {
      cid: 'harbour@news.example.com',
      fileName: 'Hafen für alle.png',
      mediaType: 'image/png',
      content: Buffer.from(Array.from({ length: 200 }, (_, index) => index)).toString('base64'),
    },
  ],
};

const everySetting: Sender = senderOf(
  {
    ...settings,
    domain: 'news.example.com',
    from: { name: 'The Vault AI', address: 'digest@example.com' },
    replyTo: { name: 'The desk', address: 'desk@example.com' },
    bounceDomain: 'bounce.example.com',
    unsubscribeAddress: 'stop+news@example.com',
    archive: 'https://news.example.com/archive',
  },
  'a secret of this test',
  [rsaKey, ed25519Key],
);

test.each([
  ['ordinary', ordinary, senderOf(settings, 'a secret of this test'), 'digest@example.com'],
  ['every-setting', everything, everySetting, 'b+68b9011e3fba62446f3e4c764e7be33c@bounce.example.com'],
])('a whole message is the one in golden/%s.eml, byte for byte', async (name, rendered, sender, from) => {
  const { raw, envelope } = await joinWhole(encodeMessage(rendered, { sender }), { recipient, date });
  const file = new URL(`golden/${name}.eml`, import.meta.url);
  // A change that is meant: UPDATE_GOLDEN=1 npx vitest run tests/deliver/message/golden.test.ts, and look at the difference.
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, raw);
  expect(raw.toString('latin1')).toBe(readFileSync(file, 'latin1'));
  expect(envelope).toEqual({ from, to: 'zoe@example.org' });
});
