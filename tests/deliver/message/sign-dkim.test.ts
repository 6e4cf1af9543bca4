import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { expect, test } from 'vitest';
import { readDkimKey } from '../../../src/deliver/message/dkim-key.ts';
import { encodeMessage } from '../../../src/deliver/message/encode-message.ts';
import { edition, sender } from '../fixture.ts';
import { ed25519Key, pemOf, resolveDkim, rsaKey } from './dkim-keys.ts';
import { joinWhole } from './join-whole.ts';

const date = new Date('2026-04-27T04:00:00Z');
const both = { ...sender, dkim: [rsaKey, ed25519Key] };

const sign = async (fields: Readonly<Record<string, string>> = { first_name: 'Ada' }, over = {}): Promise<Buffer> => {
  const recipient = { address: 'ada@example.com', name: fields.first_name, fields };
  return (await joinWhole(encodeMessage(edition(over), { sender: both }), { recipient, date })).raw;
};

const verdicts = async (raw: Buffer): Promise<readonly string[]> => {
  const { results } = await dkimVerify(raw, { resolver: resolveDkim });
  // Its types leave the algorithm out.
  return results.map(({ status: { result }, ...of }) => `${Reflect.get(of, 'algo')} ${result}`);
};

const passed = ['rsa-sha256 pass', 'ed25519-sha256 pass'];

test('a message is signed with both keys, and both signatures hold', async () => {
  const raw = await sign();
  expect(await verdicts(raw)).toEqual(passed);
  expect(raw.equals(await sign())).toBe(true);
});

test('what one-click unsubscribing and feedback loops hang on is signed', async () => {
  const headers = (await sign()).toString('latin1').split('\r\n\r\n')[0] ?? '';
  const lists = [...headers.replace(/\r\n[ \t]+/g, '').matchAll(/^DKIM-Signature: .*\bh=([^;]+);/gm)];
  expect(lists.map(([, list]) => list)).toEqual(
    Array(2).fill(
      'from:from:reply-to:to:subject:date:message-id:mime-version:content-type:list-id:list-unsubscribe:list-unsubscribe-post:feedback-id:precedence',
    ),
  );
});

test.each(['From', 'To', 'Subject', 'Date', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Feedback-ID', 'Reply-To'])(
  'a change in %s breaks both signatures',
  async (name) => {
    const raw = (await sign()).toString('latin1').replace(new RegExp(`^${name}: `, 'm'), '$&x');
    expect(await verdicts(Buffer.from(raw, 'latin1'))).not.toContain(passed[0]);
    expect(await verdicts(Buffer.from(raw, 'latin1'))).not.toContain(passed[1]);
  },
);

test('a second From in front of the first breaks both signatures', async () => {
  const forged = Buffer.concat([Buffer.from('From: Eve <eve@example.org>\r\n'), await sign()]);
  expect((await verdicts(forged)).filter((verdict) => verdict.endsWith('pass'))).toEqual([]);
});

test('a change in the body breaks both signatures, a change of its spaces does not', async () => {
  const raw = (await sign()).toString('latin1');
  expect(await verdicts(Buffer.from(raw.replace('Good morning', 'Bad morning'), 'latin1'))).not.toContain(passed[0]);
  expect(await verdicts(Buffer.from(raw.replace('Good morning', 'Good  \t morning'), 'latin1'))).toEqual(passed);
});

test('the signatures hold whatever values and texts are joined', async () => {
  const piece = fc.constantFrom(
    ' ',
    '  ',
    '\t',
    '\t \t',
    'a',
    '.',
    '漢',
    '😀',
    '=',
    '\n',
    '\n\n',
    ' \n',
    'x '.repeat(60),
    '–',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(text, text, text, async (first_name, before, after) => {
      const body = `${before}{{ subscriber.first_name | default: "x" }}${after}`;
      expect(await verdicts(await sign({ first_name }, { text: body, html: `<p>${body}</p>` }))).toEqual(passed);
    }),
    { numRuns: 60 },
  );
});

const where = { domain: 'example.com', selector: 's', origin: 'dkim.pem' };
const pair = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits });
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

test.each<[what: string, algorithm: 'rsa-sha256' | 'ed25519-sha256', pem: () => string, why: string]>([
  ['no key at all', 'rsa-sha256', () => 'hunter2', 'not a private key in PEM'],
  ['an empty file', 'rsa-sha256', () => '', 'not a private key in PEM'],
  [
    'the public half',
    'rsa-sha256',
    () => pair(2048).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    'public key',
  ],
  ['a short key', 'rsa-sha256', () => pair(1024).privateKey.export(pkcs8).toString(), '1024 bits'],
  ['a key of the other kind', 'rsa-sha256', () => pemOf('ed25519'), 'type ed25519'],
  ['a key of the other kind', 'ed25519-sha256', () => pemOf('rsa'), 'type rsa'],
  [
    'a key behind a passphrase',
    'rsa-sha256',
    () =>
      pair(2048)
        .privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'hunter2' })
        .toString(),
    'passphrase',
  ],
])('DKIM_KEY_INVALID: %s for %s is refused, and nothing of it is repeated', (_, algorithm, pem, why) => {
  const text = pem();
  const read = (): unknown => readDkimKey({ ...where, algorithm, pem: text });
  expect(read).toThrow(
    expect.objectContaining({
      code: 'DKIM_KEY_INVALID',
      exitCode: 2,
      problems: [
        expect.objectContaining({ what: expect.stringContaining('dkim.pem'), why: expect.stringContaining(why) }),
      ],
    }),
  );
  const line = text.split('\n')[1] ?? 'hunter2';
  expect(read).not.toThrow(line || 'hunter2');
});
