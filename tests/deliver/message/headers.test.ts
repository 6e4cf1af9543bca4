import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { mailboxHeader, textHeader } from '../../../src/deliver/message/encode-header.ts';
import { encodeMessage } from '../../../src/deliver/message/encode-message.ts';
import { bounceToken } from '../../../src/deliver/message/links.ts';
import { type Sender, senderOf } from '../../../src/deliver/message/sender.ts';
import { edition, sender } from '../fixture.ts';
import { joinWhole } from './join-whole.ts';

const date = new Date('2026-04-27T04:00:00Z');
const recipient = { address: 'ada@example.com', name: 'Ada Lovelace', fields: { first_name: 'Ada' } };

const headersOf = async (over: Partial<Sender> = {}, test = false): Promise<string> => {
  const { raw } = await joinWhole(encodeMessage(edition(), { sender: { ...sender, ...over }, test }), {
    recipient,
    date,
  });
  return raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
};

test('Feedback-ID is neither folded nor encoded, however long the edition is called', async () => {
  const rendered = edition({ id: '2026-04-27-the-autumn-special-number-on-languages-of-the-north-and-south' });
  const { raw } = await joinWhole(encodeMessage(rendered, { sender }), { recipient, date });
  expect(raw.toString('latin1')).toContain(`\r\nFeedback-ID: ${rendered.id}:vault:examplecom\r\n`);
});

test.each([
  ['a.de', 'ade00'],
  ['news.exampleton-harbour.example', 'newsexampletonh'],
])('Feedback-ID names the sender %s with 5 to 15 letters and digits', async (domain, named) => {
  expect(await headersOf({ domain })).toContain(`\r\nFeedback-ID: 2026-04-27:vault:${named}\r\n`);
});

test('an edition may be called in any script: its name is ASCII in the headers and in its address', async () => {
  const rendered = edition({ id: '2026-04-27-größe: 港', text: '{{ links.web }}' });
  const { raw, id } = await joinWhole(encodeMessage(rendered, { sender }), { recipient, date });
  const message = raw.toString('utf8');
  expect(message).toMatch(/^[\x20-\x7e\r\n]*$/);
  expect(message).toContain('\r\nFeedback-ID: 2026-04-27-gr--e---:vault:examplecom\r\n');
  expect(id).toMatch(/^2026-04-27-gr--e---\.[\w-]{22}@example\.com$/);
  expect((await simpleParser(raw)).text).toContain(
    'https://news.example.com/2026-04-27-gr%C3%B6%C3%9Fe%3A%20%E6%B8%AF',
  );
});

test('no line of a mailbox is longer than 76 characters where it can be folded', async () => {
  for (let length = 1; length <= 64; length += 1) {
    const address = `${'a'.repeat(length)}@example.com`;
    for (const name of ['é', 'Ada', 'Ada Lovelace of the Analytical Engine', 'Ada '.repeat(40)])
      for (const line of mailboxHeader('Reply-To', { name, address }).split('\r\n'))
        expect(line.length).toBeLessThanOrEqual(Math.max(76, ` <${address}>`.length));
  }
});

test.each([
  [
    'words of any length',
    Array.from({ length: 59 }, (_, index) => `${'x'.repeat(index + 1)} `.repeat(9))
      .join('')
      .trim(),
  ],
  ['one long word', 'https://example.com/'.repeat(60)],
  ['two spaces together', 'The  harbour  reopens'],
  ['a space at either end', ' The harbour reopens '],
  ['more spaces than fit on a line', `The harbour${' '.repeat(100)}reopens`],
  ['what looks like an encoded word', 'The =?UTF-8?B?aGFyYm91cg==?= reopens'],
])('a subject with %s comes back as it is, from lines of at most 76 characters', async (_, subject) => {
  const header = textHeader('Subject', subject);
  for (const line of header.trimEnd().split('\r\n')) {
    expect(line.length).toBeLessThanOrEqual(76);
    expect(line.trim()).not.toBe('');
  }
  expect((await simpleParser(`${header}\r\n`)).subject).toBe(subject);
});

test.each([
  ['Doe, Jane', '"Doe, Jane"'],
  ['Jane Doe (Ed.)', '"Jane Doe (Ed.)"'],
  ['Jane "J" Doe', String.raw`"Jane \"J\" Doe"`],
  [String.raw`Jane \ Doe`, String.raw`"Jane \\ Doe"`],
  ['jane@example.org', '"jane@example.org"'],
  ["Jane O'Doe", "Jane O'Doe"],
])('the name %s is one name of one mailbox', (name, written) => {
  const header = mailboxHeader('To', { name, address: 'jane@example.com' });
  expect(header).toBe(`To: ${written} <jane@example.com>\r\n`);
});

test('a line break in the name of a sender is a space', () => {
  const name = 'The Vault\nof\r\nExampleton\r';
  const header = mailboxHeader('From', { name, address: 'news@example.com' });
  expect(header).toBe('From: The Vault of Exampleton <news@example.com>\r\n');
});

test('the headers of a message are these, in this order', async () => {
  expect((await headersOf({ archive: 'https://news.example.com' })).split('\r\n')).toEqual([
    'From: The Vault <news@example.com>',
    'Reply-To: editor@example.com',
    'To: Ada Lovelace <ada@example.com>',
    'Subject: The harbour reopens',
    expect.stringMatching(/^Message-ID: <2026-04-27\.[\w-]{22}@example\.com>$/),
    'Date: Mon, 27 Apr 2026 04:00:00 +0000',
    expect.stringMatching(/^List-Unsubscribe: <https:\/\/news\.example\.com\/u\/[\w-]{22}>,$/),
    expect.stringMatching(/^ <mailto:editor@example\.com\?subject=unsubscribe%20[\w-]{22}>$/),
    'List-ID: The Vault <vault.example.com>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'List-Archive: <https://news.example.com>',
    'Feedback-ID: 2026-04-27:vault:examplecom',
    'Precedence: bulk',
    'X-Auto-Response-Suppress: OOF, AutoReply',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative;',
    expect.stringMatching(/^ boundary="=_masthead_[0-9a-f]{24}"$/),
  ]);
});

test('every try of one delivery has the same bytes, and another subscriber another Message-ID and link', async () => {
  const encoded = encodeMessage(edition(), { sender });
  const first = await joinWhole(encoded, { recipient, date });
  const other = await joinWhole(encoded, { recipient: { ...recipient, address: 'bob@example.com' }, date });
  expect(await joinWhole(encodeMessage(edition(), { sender }), { recipient, date })).toEqual(first);
  expect(other.id).not.toBe(first.id);
  expect(first.envelope).toEqual({ from: 'bounces@example.com', to: 'ada@example.com' });
});

test('a test is marked in its subject and has a Message-ID of its own', async () => {
  const marked = await headersOf({}, true);
  expect(marked).toContain('Subject: [Test] The harbour reopens');
  expect(marked).not.toContain(/Message-ID: .*/.exec(await headersOf())?.[0]);
});

test('a second test is another message to a mail program, and leads to the same pages as the edition', async () => {
  const encoded = (isTest: boolean) =>
    encodeMessage(edition({ text: '{{ links.web }} {{ links.unsubscribe }}' }), { sender, test: isTest });
  const soon = new Date(date.getTime() + 1000);
  const [first, second, sent] = await Promise.all([
    joinWhole(encoded(true), { recipient, date }),
    joinWhole(encoded(true), { recipient, date: soon }),
    joinWhole(encoded(false), { recipient, date }),
  ]);
  expect(second.id).not.toBe(first.id);
  const [shown, expected] = await Promise.all([first, sent].map(async ({ raw }) => (await simpleParser(raw)).text));
  expect(shown).toContain('https://news.example.com/2026-04-27 ');
  expect(shown).toBe(expected);
});

test('one mailbox has one unsubscribe link and one Message-ID, however its address is written', async () => {
  const encoded = encodeMessage(edition(), { sender });
  const [small, capital] = await Promise.all(
    ['ada@example.com', 'ADA@example.com'].map((address) =>
      joinWhole(encoded, { recipient: { ...recipient, address }, date }),
    ),
  );
  const linkOf = (raw = Buffer.alloc(0)): string | undefined =>
    /List-Unsubscribe: <.*>/.exec(raw.toString('latin1'))?.[0];
  expect(linkOf(capital?.raw)).toBe(linkOf(small?.raw));
  expect(linkOf(capital?.raw)).toContain('https://news.example.com/u/');
  expect(capital?.id).toBe(small?.id);
});

test('no header says Auto-Submitted', async () => {
  expect(await headersOf()).not.toMatch(/auto-submitted/i);
});

test('domains that are not ASCII become A-labels wherever they stand', async () => {
  const idn = senderOf(
    {
      name: 'Die Zeitung',
      id: 'zeitung',
      domain: 'neues.müller.example',
      url: 'https://müller.example/neues/',
      from: { address: 'post@müller.example' },
      replyTo: { address: 'antwort@bücher.example' },
      bounceDomain: 'zurück.müller.example',
      archive: 'https://müller.example/ältere',
    },
    'secret',
  );
  const { raw, envelope } = await joinWhole(encodeMessage(edition(), { sender: idn }), { recipient, date });
  const headers = raw.toString('utf8').split('\r\n\r\n')[0] ?? '';
  expect(headers).toMatch(/^[\x20-\x7e\r\n]*$/);
  expect(headers).toContain('From: Die Zeitung <post@xn--mller-kva.example>');
  expect(headers).toContain('Reply-To: antwort@xn--bcher-kva.example');
  expect(headers).toContain('List-Unsubscribe: <https://xn--mller-kva.example/neues/u/');
  expect(headers).toContain('List-Archive: <https://xn--mller-kva.example/%C3%A4ltere>');
  expect(headers).toMatch(/Message-ID: <[^>]*@neues\.xn--mller-kva\.example>/);
  expect(headers).toContain('List-ID: Die Zeitung <zeitung.neues.xn--mller-kva.example>');
  expect(envelope.from).toMatch(/@xn--zurck-mva\.xn--mller-kva\.example$/);
});

test('a local part that is not ASCII stays as it is: such a message needs SMTPUTF8', async () => {
  const { raw, envelope } = await joinWhole(encodeMessage(edition(), { sender }), {
    recipient: { ...recipient, address: 'jürgen@example.com' },
    date,
  });
  expect(envelope.to).toBe('jürgen@example.com');
  expect(raw.toString('utf8')).toContain('To: Ada Lovelace <jürgen@example.com>');
});

test('with a bounce domain each delivery has an envelope sender of its own, the same in every try', async () => {
  const verp = { ...sender, bounceDomain: 'bounce.example.com' };
  const envelopeFor = async (address: string, id = '2026-04-27'): Promise<string> =>
    (
      await joinWhole(encodeMessage(edition({ id }), { sender: verp }), {
        recipient: { ...recipient, address },
        date,
      })
    ).envelope.from;
  const ada = await envelopeFor('ada@example.com');
  expect(ada).toMatch(/^b\+[0-9a-f]{32}@bounce\.example\.com$/);
  expect(await envelopeFor('ADA@example.com')).toBe(ada);
  expect(ada).toContain(bounceToken(sender.secret, { edition: '2026-04-27', address: 'ada@example.com' }));
  const others = [await envelopeFor('bob@example.com'), await envelopeFor('ada@example.com', '2026-05-04')];
  expect(new Set([ada, ...others])).toHaveLength(3);
  expect(bounceToken('another secret', { edition: '2026-04-27', address: 'ada@example.com' })).not.toBe(ada);
});
