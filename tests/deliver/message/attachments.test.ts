import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { encodeMessage } from '../../../src/deliver/message/encode-message.ts';
import type { AttachedFile, RenderedEdition } from '../../../src/render/rendered-edition.ts';
import { edition, sender } from '../fixture.ts';
import { ed25519Key, resolveDkim, rsaKey } from './dkim-keys.ts';
import { joinWhole } from './join-whole.ts';

const date = new Date('2026-04-27T04:00:00Z');
const recipient = { address: 'ada@example.com', name: 'Ada', fields: { first_name: 'Ada' } };
const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => (index * 7) % 256));

const file = (fileName: string, content: Buffer, mediaType = 'application/pdf'): AttachedFile => ({
  fileName,
  mediaType,
  content: content.toString('base64'),
});

const csv = Buffer.from('quay,tonnes\r\nÖst, \t12\n\n \n');
const files = [bytes(5000), bytes(57), csv, Buffer.alloc(0)] as const;
const attachments = [
  file('report.pdf', files[0]),
  file("Größe & Zahl (港) 'v1'.pdf", files[1]),
  file('quays.csv', files[2], 'text/csv; charset=utf-8'),
  file('empty.bin', files[3], 'application/octet-stream'),
];
const images = [{ ...file('harbour.png', bytes(400), 'image/png'), cid: 'harbour@example.com' }];
const html = '<p>{{ subscriber.first_name }}</p><img src="cid:harbour@example.com">';

const join = async (over: Partial<RenderedEdition>, from = sender): Promise<Buffer> =>
  (await joinWhole(encodeMessage(edition(over), { sender: from }), { recipient, date })).raw;

const typesOf = (raw: Buffer): readonly (string | undefined)[] =>
  [...raw.toString('latin1').matchAll(/^Content-Type: ([\w/]+)/gm)].map(([, type]) => type);

describe.each([
  ['without images', { attachments }, []],
  ['with images', { attachments, images, html }, ['harbour.png']],
])('attachments %s', (_, over, inline) => {
  test('come back whole and by their names, and text and HTML with them', async () => {
    const mail = await simpleParser(await join(over), { skipImageLinks: true });
    expect(mail.text).toContain('Good morning, Ada.');
    expect(mail.html).toContain('Ada');
    const [attached = [], shown = []] = ['attachment', 'inline'].map((disposition) =>
      mail.attachments.filter(({ contentDisposition }) => contentDisposition === disposition),
    );
    expect(shown.map(({ filename }) => filename)).toEqual(inline);
    expect(attached.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['report.pdf', 'application/pdf'],
      ["Größe & Zahl (港) 'v1'.pdf", 'application/pdf'],
      ['quays.csv', 'text/csv'],
      ['empty.bin', 'application/octet-stream'],
    ]);
    expect(attached.map(({ content }, index) => content.equals(files[index] ?? Buffer.alloc(1)))).toEqual(
      files.map(() => true),
    );
  });

  test('are signed with the rest, and the signatures hold', async () => {
    const raw = await join(over, { ...sender, dkim: [rsaKey, ed25519Key] });
    const verdicts = async (message: Buffer): Promise<readonly string[]> =>
      (await dkimVerify(message, { resolver: resolveDkim })).results.map(({ status }) => status.result);
    expect(await verdicts(raw)).toEqual(['pass', 'pass']);
    const line = attachments[0]?.content.slice(0, 20) ?? '';
    const forged = raw.toString('latin1').replace(line, line.replace(/^./, 'Z'));
    expect(await verdicts(Buffer.from(forged, 'latin1'))).not.toContain('pass');
  });

  test('have no line that is longer than 76 characters but for their headers, and none that is empty', async () => {
    const parts = (await join(over)).toString('latin1').split('Content-Disposition: attachment').slice(1, -1);
    for (const part of parts) {
      const [, body = ''] = /\r\n\r\n(.*?)\r\n--=_/s.exec(part) ?? [];
      const lines = body.split('\r\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
      expect(lines).not.toContain('');
    }
  });

  test('are encoded once: the messages of an edition have them from the same bytes', async () => {
    const encoded = encodeMessage(edition(over), { sender });
    const before = encoded.seams.end.wire;
    const [first = Buffer.alloc(0), second = Buffer.alloc(1)] = await Promise.all(
      ['ada@example.com', 'bob@example.com'].map(
        async (address) => (await joinWhole(encoded, { recipient: { ...recipient, address }, date })).raw,
      ),
    );
    expect(encoded.seams.end.wire).toBe(before);
    expect(encoded.seams.end.canonical).toBe(before);
    expect([first, second].map((raw) => raw.subarray(-before.length).equals(before))).toEqual([true, true]);
    expect(before.toString('latin1').match(/Content-Disposition: attachment/g)).toHaveLength(files.length);
  });
});

test('attachments stand behind the whole of text and HTML, images beside the HTML', async () => {
  expect(typesOf(await join({ attachments: attachments.slice(0, 1), images, html }))).toEqual([
    'multipart/mixed',
    'multipart/alternative',
    'text/plain',
    'multipart/related',
    'text/html',
    'image/png',
    'application/pdf',
  ]);
  expect(typesOf(await join({ attachments: attachments.slice(0, 1) }))).toEqual([
    'multipart/mixed',
    'multipart/alternative',
    'text/plain',
    'text/html',
    'application/pdf',
  ]);
});

test('a name that is not plain ASCII is written as RFC 2231 has it, and nothing but ASCII is in a header', async () => {
  const raw = (await join({ attachments })).toString('utf8');
  expect(raw).toContain('filename="report.pdf"');
  expect(raw).toContain("filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%26%20Zahl%20%28%E6%B8%AF%29%20%27v1%27.pdf");
  expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
});

test('a plain name with quotes, a backslash and a semicolon comes back as it is', async () => {
  const name = 'The "new" quay; 100%41 \\ final.pdf';
  const { attachments: attached } = await simpleParser(await join({ attachments: [file(name, bytes(9))] }));
  expect(attached.map(({ filename }) => filename)).toEqual([name]);
});

test('the longest name that an edition can give makes no line of more than 998 octets', async () => {
  const raw = await join({ attachments: [file(`${'港'.repeat(83)}.pdf`, bytes(9))] });
  expect(
    Math.max(
      ...raw
        .toString('latin1')
        .split('\r\n')
        .map((line) => line.length),
    ),
  ).toBeLessThan(998);
});

test('an edition with an empty list of attachments is the message of one without', async () => {
  expect((await join({ attachments: [] })).equals(await join({}))).toBe(true);
});
