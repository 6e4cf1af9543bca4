import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createModuleLoader, type ModuleLoader } from '../../src/config/module-loader.ts';

let loader: ModuleLoader | undefined;
afterEach(() => loader?.close());

const sound = `name: 'News', id: 'news', url: 'https://news.example.com/', from: { address: 'news@example.com' }`;

async function load(source: string | undefined): Promise<Config> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-'));
  if (source !== undefined) await writeFile(join(folder, 'masthead.config.ts'), source);
  loader = createModuleLoader({ folder });
  return loadConfig(folder, loader.importModule);
}

const configured = (settings: string): Promise<Config> =>
  load(`import { defineConfig } from 'masthead';\nexport default defineConfig({ ${settings} });\n`);

test('settings are read with their defaults, from a folder that has no packages installed', async () => {
  expect(await configured(sound)).toMatchObject({
    name: 'News',
    url: 'https://news.example.com',
    template: 'digest',
    list: 'content/subscribers.csv',
    lang: 'en',
    connections: 5,
  });
});

test('a folder without masthead.config.ts is CONFIG_NOT_FOUND', async () => {
  await expect(load(undefined)).rejects.toMatchObject({ code: 'CONFIG_NOT_FOUND', exitCode: 2 });
});

test('every wrong setting is CONFIG_INVALID, all at once, with the nearest known name', async () => {
  const error = await configured(`${sound}, naem: 'x', url: 'ftp://x', connections: 0, from: { adress: 'x' }`).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 2 });
  expect(error).toHaveProperty(
    'problems',
    expect.arrayContaining([
      expect.objectContaining({ what: 'naem is not a setting.', fix: 'Did you mean name?' }),
      expect.objectContaining({ what: 'url is not right.' }),
      expect.objectContaining({ what: 'connections is not right.' }),
      expect.objectContaining({ what: 'from.address is missing.' }),
      expect.objectContaining({ what: 'from.adress is not a setting.', fix: 'Did you mean address?' }),
    ]),
  );
});

test('a From address that could be two, or a name that holds a line break, is refused', async () => {
  const error = configured(
    `name: 'A\\nBcc: x@example.com', id: 'n', url: 'https://x.test', from: { address: 'a@x.test, b@x.test' }`,
  );
  await expect(error).rejects.toMatchObject({
    problems: [{ what: 'name is not right.' }, { what: 'from.address is not right.' }],
  });
});

test.each([
  'a..b@example.com',
  'jürgen@example.com',
  'a@exa%mple.com',
  'a@example.com.',
  'a@example',
  '.a@example.com',
])('an address that cannot stand in every message, %s, is refused', async (from) => {
  const error = configured(`name: 'N', id: 'n', url: 'https://x.test', from: { address: '${from}' }`);
  await expect(error).rejects.toMatchObject({ problems: [{ what: 'from.address is not right.' }] });
});

test.each(['http://x.test', 'https://x.test/?n=1', 'https://x.test/#n'])(
  'a url behind which no unsubscribe link can stand, %s, is refused',
  async (url) => {
    const error = configured(`name: 'N', id: 'n', url: '${url}', from: { address: 'n@bücher.example' }`);
    await expect(error).rejects.toMatchObject({ problems: [{ what: 'url is not right.' }] });
  },
);

test('a configuration that throws is CONFIG_THROWS, with what it said', async () => {
  await expect(load(`throw new Error('no luck')`)).rejects.toMatchObject({
    code: 'CONFIG_THROWS',
    problems: [{ why: 'Error: no luck' }],
  });
});

test('a configuration that does not compile is MODULE_SYNTAX, with its line and column', async () => {
  await expect(load('export default {\n  name: ,\n};\n')).rejects.toMatchObject({
    code: 'MODULE_SYNTAX',
    problems: [{ place: { file: 'masthead.config.ts', line: 2, column: 9 } }],
  });
});
