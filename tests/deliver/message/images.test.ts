import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { encodeMessage } from '../../../src/deliver/message/encode-message.ts';
import type { EmbeddedImage } from '../../../src/render/rendered-edition.ts';
import { edition, sender } from '../fixture.ts';
import { joinWhole } from './join-whole.ts';

const date = new Date('2026-04-27T04:00:00Z');
const recipient = { address: 'ada@example.com', name: 'Ada', fields: { first_name: 'Ada' } };
const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => (index * 7) % 256));

const image = (cid: string, length: number, fileName = `${cid}.png`): EmbeddedImage => ({
  cid,
  fileName,
  mediaType: 'image/png',
  content: bytes(length).toString('base64'),
});

const images = [image('one', 57), image('two', 4000, 'Häuser "am" Hafen.png'), image('three', 1)];
const html = '<p>{{ subscriber.first_name }}</p><img src="cid:one"><img src="cid:two"><img src="cid:three">';
const join = async (text = edition().text) =>
  joinWhole(encodeMessage(edition({ html, text, images }), { sender }), { recipient, date });

test('images stand beside the HTML, and come back whole and by their names', async () => {
  const mail = await simpleParser((await join()).raw, { skipImageLinks: true });
  expect(mail.html).toContain('<img src="cid:two">');
  expect(mail.text).toContain('Good morning, Ada.');
  expect(
    mail.attachments.map(({ cid, filename, contentType, related }) => [cid, filename, contentType, related]),
  ).toEqual([
    ['one', 'one.png', 'image/png', true],
    ['two', 'Häuser "am" Hafen.png', 'image/png', true],
    ['three', 'three.png', 'image/png', true],
  ]);
  expect(mail.attachments.map(({ content }) => content.equals(bytes(content.length)))).toEqual([true, true, true]);
  expect(mail.attachments.map(({ content }) => content.length)).toEqual([57, 4000, 1]);
});

test('the text is the first alternative, the HTML with its images the second', async () => {
  const raw = (await join()).raw.toString('latin1');
  expect([...raw.matchAll(/^Content-Type: ([\w/]+)/gm)].map(([, type]) => type)).toEqual([
    'multipart/alternative',
    'text/plain',
    'multipart/related',
    'text/html',
    'image/png',
    'image/png',
    'image/png',
  ]);
  expect(raw).toContain('multipart/related; type="text/html"');
});

test('no line of an image is longer than 76 characters, and none of them is empty', async () => {
  const raw = (await join()).raw.toString('latin1');
  const parts = raw.split('Content-Disposition: inline').slice(1);
  for (const part of parts) {
    const [, body = ''] = /\r\n\r\n(.*?)\r\n--=_/s.exec(part) ?? [];
    const lines = body.split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(lines).not.toContain('');
  }
});

test('images are encoded once: the messages of an edition share their bytes until they are joined', async () => {
  const encoded = encodeMessage(edition({ html, images }), { sender });
  expect(encoded.seams.end.wire.length).toBeGreaterThan(4000);
  const before = encoded.seams.end.wire;
  await joinWhole(encoded, { recipient, date });
  expect(encoded.seams.end.wire).toBe(before);
});
