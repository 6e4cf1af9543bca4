import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSecret } from '../../src/config/load-secret.ts';

const secretFile = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'masthead-')), '.masthead', 'secret');

test('a secret is made once, kept, and readable by its owner alone', async () => {
  const file = await secretFile();
  const [one, other] = await Promise.all([loadSecret(file, undefined), loadSecret(file, '')]);
  expect(one).toMatch(/^[\w-]{43}$/);
  expect(other).toBe(one);
  expect((await readFile(file, 'utf8')).trim()).toBe(one);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('the environment goes before the file, and then none is made', async () => {
  const file = await secretFile();
  expect(await loadSecret(file, 'mine')).toBe('mine');
  await expect(stat(file)).rejects.toThrow();
});

test('an empty file is SECRET_EMPTY: a new secret would break every link that is out', async () => {
  const file = await secretFile();
  await loadSecret(file, undefined);
  await writeFile(file, '\n');
  await expect(loadSecret(file, undefined)).rejects.toMatchObject({ code: 'SECRET_EMPTY', exitCode: 2 });
});
