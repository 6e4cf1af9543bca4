import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const source = pathToFileURL(join(process.cwd(), 'src/render/compile-mjml.ts')).href;
const tsx = import.meta.resolve('tsx');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-hostile-'));
  await mkdir(join(folder, 'evil'));
  const trap = (name: string): string =>
    `require('node:fs').writeFileSync(${JSON.stringify(join(folder, name))}, 'run');`;
  await writeFile(join(folder, 'evil/index.js'), `${trap('mjml-ran')}\nmodule.exports = class {};`);
  await writeFile(join(folder, '.mjmlconfig'), JSON.stringify({ packages: ['./evil'], options: { minify: false } }));
  await writeFile(
    join(folder, '.htmlnanorc.js'),
    `${trap('htmlnano-ran')}\nmodule.exports = { removeComments: 'all' };`,
  );
  for (const name of ['svgo', 'postcss', 'cssnano']) {
    await writeFile(join(folder, `${name}.config.cjs`), `${trap(`${name}-ran`)}\nmodule.exports = {};`);
  }
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

const exists = (name: string): Promise<boolean> =>
  access(join(folder, name)).then(
    () => true,
    () => false,
  );
const inFolder = (script: string) =>
  run(process.execPath, ['--import', tsx, '--input-type=module', '-e', script], { cwd: folder });

test('a .mjmlconfig in the working directory is not read, and no other configuration there is', async () => {
  const { stdout, stderr } = await inFolder(`
    const { compileMjml } = await import(${JSON.stringify(source)});
    console.log(await compileMjml('<mjml><mj-head><mj-title>T</mj-title></mj-head><mj-body><mj-section><mj-column><mj-text>Hello <svg></svg></mj-text></mj-column></mj-section></mj-body></mjml>'));
  `);
  expect(stdout).toContain('Hello');
  expect(stdout).toContain('<!--[if mso | IE]>');
  expect(stderr).toBe('');
  for (const name of ['mjml', 'htmlnano', 'svgo', 'postcss', 'cssnano']) {
    expect(await exists(`${name}-ran`), name).toBe(false);
  }
});

test('the trap is a trap: MJML loaded by itself runs what the file names', async () => {
  const mjml = pathToFileURL(join(process.cwd(), 'node_modules/mjml/lib/index.js')).href;
  await inFolder(`await import(${JSON.stringify(mjml)});`);
  expect(await exists('mjml-ran')).toBe(true);
});

test('importing the renderer loads neither MJML nor a server of React', async () => {
  const render = pathToFileURL(join(process.cwd(), 'src/render/render-edition.ts')).href;
  const { stdout } = await inFolder(`
    await import(${JSON.stringify(render)});
    const { createRequire } = await import('node:module');
    const { cache } = createRequire(import.meta.url);
    console.log(Object.keys(cache).filter((file) => /node_modules.(mjml|react-dom)/.test(file)).join('\\n'));
  `);
  expect(stdout.trim()).toBe('');
});
