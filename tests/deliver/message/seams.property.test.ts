import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { encodeMessage } from '../../../src/deliver/message/encode-message.ts';
import { personalise } from '../../../src/deliver/message/personalise.ts';
import { edition, sender } from '../fixture.ts';
import { joinWhole } from './join-whole.ts';

const date = new Date('2026-04-27T04:00:00Z');

// Characters of 1, 2, 3 and 4 octets, joined ones, and those that an encoding writes in its own way.
const character = fc.constantFrom(
  'a',
  'é',
  '漢',
  '😀',
  '👩‍🚀',
  '🇧🇷',
  'e\u0301',
  '=',
  '.',
  ' ',
  '%',
  '&',
  '?',
  '\u{1d11e}',
);
const value = fc.array(character, { minLength: 1, maxLength: 30 }).map((all) => all.join(''));
/** Text that ends at any column, before and behind a soft line break and an encoded word's end. */
const run = fc.tuple(fc.nat(90), character).map(([length, last]) => 'x'.repeat(length) + last);

type Case = { readonly before: string; readonly after: string; readonly x: string; readonly y: string };
const cases = fc.record({ before: run, after: run, x: value, y: value });

/** Joins a message of these texts, parses it, and gives it beside what filling the whole text first would give. */
async function roundTrip(texts: { subject?: string; html?: string; text?: string }, { x, y }: Case) {
  const rendered = edition(texts);
  const recipient = { address: 'ada@example.com', fields: { x, y } };
  const { raw } = await joinWhole(encodeMessage(rendered, { sender }), { recipient, date });
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };
  return { mail: await simpleParser(raw, options), filled: personalise(rendered, { recipient, sender }), raw };
}

const ended = (text: string): string => `${text.replace(/\n$/, '')}\n`;
const settings = { numRuns: 150 };
const x = '{{ subscriber.x }}';
const y = '{{ subscriber.y }}';

test('two fields side by side at any column of a quoted-printable part decode to their values', async () => {
  const check = async (given: Case): Promise<void> => {
    const text = `${given.before}${x}${y}${given.after}${' plain words'.repeat(60)}`;
    const { mail, filled, raw } = await roundTrip({ text }, given);
    expect(raw.toString('latin1')).toContain('Content-Transfer-Encoding: quoted-printable');
    expect(ended(mail.text ?? '')).toBe(ended(filled.text));
  };
  await fc.assert(fc.asyncProperty(cases, check), settings);
});

test('two fields at any byte of a base64 part decode to their values', async () => {
  const check = async (given: Case): Promise<void> => {
    const text = `${'漢'.repeat(200)}${given.before}${x}${given.after}${y}${'字'.repeat(100)}`;
    const { mail, filled, raw } = await roundTrip({ text }, given);
    expect(raw.toString('latin1')).toContain('Content-Transfer-Encoding: base64');
    expect(ended(mail.text ?? '')).toBe(ended(filled.text));
  };
  await fc.assert(fc.asyncProperty(cases, check), settings);
});

test('fields inside a subject decode to their values, whether its words are encoded or not', async () => {
  const check = async (given: Case): Promise<void> => {
    const { mail, filled, raw } = await roundTrip({ subject: `${given.before}${x} ${y}${given.after}` }, given);
    const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();
    expect(squeezed(mail.subject ?? '')).toBe(squeezed(filled.subject));
    const words = raw.toString('latin1').match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? [];
    for (const word of words) {
      expect(word.length).toBeLessThanOrEqual(75);
      // RFC 2047 section 5: no character is split between two words.
      const bytes = Buffer.from(word.slice(10, -2), 'base64');
      expect(Buffer.from(bytes.toString('utf8')).equals(bytes)).toBe(true);
    }
  };
  await fc.assert(fc.asyncProperty(cases, check), settings);
});

test('a field inside a URL of a link comes back as one part of it', async () => {
  const check = async (given: Case): Promise<void> => {
    const html = `<p>${'y'.repeat(given.before.length)}<a href="https://example.com/${'z'.repeat(given.after.length)}?q=${x}&amp;r=${y}#end">x</a></p>`;
    const { mail, filled } = await roundTrip({ html }, given);
    expect(ended(mail.html || '')).toBe(ended(filled.html));
    const href = /href="([^"]*)"/.exec(mail.html || '')?.[1] ?? '';
    const url = new URL(href.replaceAll('&amp;', '&').replaceAll('&#39;', "'"));
    expect([...url.searchParams]).toEqual([
      ['q', given.x],
      ['r', given.y],
    ]);
    expect(url.hash).toBe('#end');
  };
  await fc.assert(fc.asyncProperty(cases, check), settings);
});
