import { expect, test } from 'vitest';
import { encodeMessage } from '../../../src/deliver/message/encode-message.ts';
import { joinMessage } from '../../../src/deliver/message/join-message.ts';
import type { Sender } from '../../../src/deliver/message/sender.ts';
import { edition, sender } from '../fixture.ts';

const date = new Date('2026-04-27T04:00:00Z');
const recipient = { address: 'ada@example.com', name: 'Ada Lovelace', fields: { first_name: 'Ada' } };

const headersOf = (over: Partial<Sender> = {}, test = false): string => {
  const { raw } = joinMessage(encodeMessage(edition(), { sender: { ...sender, ...over }, test }), { recipient, date });
  return raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
};

test('the headers of a message are these, byte for byte', () => {
  expect(headersOf({ archive: 'https://news.example.com' }).split('\r\n')).toEqual([
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

test('every try of one delivery has the same bytes, and another subscriber another Message-ID and link', () => {
  const encoded = encodeMessage(edition(), { sender });
  const first = joinMessage(encoded, { recipient, date });
  const other = joinMessage(encoded, { recipient: { ...recipient, address: 'bob@example.com' }, date });
  expect(joinMessage(encodeMessage(edition(), { sender }), { recipient, date })).toEqual(first);
  expect(other.id).not.toBe(first.id);
  expect(first.envelope).toEqual({ from: 'bounces@example.com', to: 'ada@example.com' });
});

test('a test is marked in its subject and has a Message-ID of its own', () => {
  expect(headersOf({}, true)).toContain('Subject: [Test] The harbour reopens');
  expect(headersOf({}, true)).not.toContain(/Message-ID: .*/.exec(headersOf())?.[0]);
});

test('no header says Auto-Submitted', () => {
  expect(headersOf()).not.toMatch(/auto-submitted/i);
});
