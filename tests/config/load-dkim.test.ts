import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { loadDkim } from '../../src/config/load-dkim.ts';

const settings = (dkim: unknown, address = 'n@news.x.test') =>
  configSchema.parse({ name: 'N', id: 'n', url: 'https://x.test', from: { address }, dkim });

const load = async (dkim: unknown, env: NodeJS.ProcessEnv = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-'));
  await writeFile(join(folder, 'rsa.pem'), 'an rsa key\n');
  return loadDkim(settings(dkim), { folder, env });
};

test('without dkim there are no keys', async () => {
  expect(await load(undefined)).toEqual([]);
});

test('keys come from files of the folder or from the environment, for the From domain when none is set', async () => {
  const dkim = { selector: 'a', keyFile: 'rsa.pem', ed25519: { selector: 'b', env: 'ED_KEY' } };
  expect(await load(dkim, { ED_KEY: 'first\\nsecond' })).toEqual([
    { domain: 'news.x.test', selector: 'a', algorithm: 'rsa-sha256', pem: 'an rsa key\n', origin: 'rsa.pem' },
    {
      domain: 'news.x.test',
      selector: 'b',
      algorithm: 'ed25519-sha256',
      pem: 'first\nsecond',
      origin: 'the variable ED_KEY',
    },
  ]);
  expect(await load({ ...dkim, domain: 'x.test' }, { ED_KEY: 'k' })).toMatchObject([
    { domain: 'x.test' },
    { domain: 'x.test' },
  ]);
});

test('a domain of other letters is named as the DNS has it', async () => {
  const { from, dkim } = settings({ selector: 'a', env: 'KEY' }, 'n@bücher.example');
  const keys = await loadDkim({ from, dkim }, { folder: tmpdir(), env: { KEY: 'k' } });
  expect(keys).toMatchObject([{ domain: 'xn--bcher-kva.example' }]);
});

test.each([
  ['a file', { selector: 'a', keyFile: 'none.pem' }, 'none.pem'],
  ['a variable', { selector: 'a', env: 'DKIM_KEY' }, 'DKIM_KEY'],
])('DKIM_KEY_NOT_FOUND: %s that is not there is said by name', async (_, dkim, name) => {
  await expect(load(dkim)).rejects.toMatchObject({
    code: 'DKIM_KEY_NOT_FOUND',
    exitCode: 2,
    problems: [{ what: expect.stringContaining(name) }],
  });
});

test.each([
  { selector: 'a' },
  { selector: 'a', keyFile: 'x', env: 'Y' },
  { selector: 'not a selector', keyFile: 'x' },
  { selector: 'a', keyFile: 'x', ed25519: { selector: 'b' } },
  { selector: 'a', keyFile: 'x', privateKey: '-----BEGIN' },
])('a setting like %j is refused', (dkim) => {
  expect(() => settings(dkim)).toThrow();
});
