import fc from 'fast-check';
import { type ParsedMail, simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { encodeMessage } from '../../../src/deliver/message/encode-message.ts';
import { normaliseValue } from '../../../src/deliver/message/field-value.ts';
import { personalise } from '../../../src/deliver/message/personalise.ts';
import { spellLiteral } from '../../../src/foundation/merge-field.ts';
import { edition, sender } from '../fixture.ts';
import { joinWhole } from './join-whole.ts';

const date = new Date('2026-04-27T04:00:00Z');
const usualHeaders = [
  'from, reply-to, to, subject, message-id, date, list-unsubscribe, list-id, list-unsubscribe-post, feedback-id',
  'precedence, x-auto-response-suppress, mime-version, content-type',
].join(', ');

// Whatever breaks mail somewhere: line ends, header and part syntax, soft line breaks, surrogates, spaces, long runs.
const nasty = fc.constantFrom(
  '\r\nBcc: eve@example.com\r\n',
  '\n',
  '\r',
  '\r\n\r\n<p>',
  '=?UTF-8?Q?a?=',
  '=\r\n',
  '=3D',
  '.\r\n',
  '--',
  '=_masthead_',
  ' ',
  '  ',
  '\t',
  '"',
  ',',
  '<eve@example.com>',
  ';',
  '\\',
  '(',
  '😀',
  'é',
  '漢字かな',
  '\u0000',
  '\u2028',
  'x'.repeat(200),
  'a b '.repeat(50),
);
const anyText = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 })
  .map((parts) => parts.join(''));
// What content may hold: no carriage returns but in line ends, and no control characters that a decoder drops.
const bodyText = anyText.map((text) =>
  spellLiteral(text.replace(/\r\n?/g, '\n').replaceAll('\0', '').replaceAll('\ufeff', '')),
);
const localPart = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,30}$/);

async function parse(input: {
  fields: Record<string, string>;
  name: string;
  local: string;
  texts: readonly [string, string, string];
  filler: string;
}): Promise<{ mail: ParsedMail; expected: ReturnType<typeof personalise>; raw: Buffer }> {
  const [before, between, after] = input.texts;
  const body = `${before}{{ subscriber.x }}${between}{{ subscriber.x | default: "none" }}{{ subscriber.y }}${after}`;
  const rendered = edition({
    subject: 'Hi {{ subscriber.x }}, {{ subscriber.y }}',
    text: body + input.filler,
    html: body + input.filler,
  });
  const recipient = { address: `${input.local}@example.com`, name: input.name, fields: input.fields };
  const { raw } = await joinWhole(encodeMessage(rendered, { sender }), { recipient, date });
  const mail = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  return { mail, expected: personalise(rendered, { recipient, sender }), raw };
}

const lines = (text: string | false | undefined): string => (text || '').replace(/\r\n?/g, '\n').replace(/\n$/, '');
const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

test.each([
  ['quoted-printable', ' plain words at the end of the body'.repeat(80)],
  ['base64', '結びの言葉'.repeat(400)],
])('no text and no value changes the shape of a mail, and each decodes to itself, in %s', async (encoding, filler) => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ x: anyText, y: anyText }),
      anyText,
      localPart,
      fc.tuple(bodyText, bodyText, bodyText),
      async (fields, name, local, texts) => {
        const { mail, expected, raw } = await parse({ fields, name, local, texts, filler });
        expect(mail.headerLines.map(({ key }) => key).join(', ')).toBe(usualHeaders);
        expect(mail.to).toMatchObject({ value: [{ address: `${local}@example.com` }] });
        expect(mail.attachments).toHaveLength(0);
        expect(raw.toString('latin1').split(/^--=_masthead_/m)).toHaveLength(4);
        expect(raw.toString('latin1').match(new RegExp(`^Content-Transfer-Encoding: ${encoding}`, 'gm'))).toHaveLength(
          2,
        );
        expect(lines(mail.text)).toBe(lines(expected.text));
        expect(lines(mail.html)).toBe(lines(expected.html));
        expect(squeezed(mail.subject ?? '')).toBe(squeezed(normaliseValue(expected.subject)));
        const longest = Math.max(
          ...raw
            .toString('latin1')
            .split('\r\n')
            .map((line) => line.length),
        );
        expect(longest).toBeLessThanOrEqual(998);
        expect(raw.toString('latin1')).not.toMatch(/[^\r]\n|\r[^\n]/);
      },
    ),
    { numRuns: 150 },
  );
});

test('no line of a body is longer than 76 characters, with a value at any column', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(160), anyText, async (column, x) => {
      const { raw } = await parse({
        fields: { x, y: 'y' },
        name: '',
        local: 'a',
        texts: ['a'.repeat(column), 'b'.repeat(column), ''],
        filler: ' plain words'.repeat(50),
      });
      const body = raw.toString('latin1').split('\r\n\r\n').slice(1).join('\r\n\r\n');
      expect(Math.max(...body.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
    }),
    { numRuns: 100 },
  );
});

test('a name of any length and script comes back as the name of the recipient', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (name) => {
      const { mail } = await parse({ fields: { x: '', y: '' }, name, local: 'ada', texts: ['', '', ''], filler: '' });
      const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
      expect(to?.value).toHaveLength(1);
      expect(squeezed(to?.value[0]?.name ?? '')).toBe(squeezed(normaliseValue(name)));
    }),
    { numRuns: 200 },
  );
});
