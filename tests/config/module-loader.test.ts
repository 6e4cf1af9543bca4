import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as react from 'react';
import { afterEach, expect, test } from 'vitest';
import { createModuleLoader, type ModuleLoader } from '../../src/config/module-loader.ts';

let loader: ModuleLoader | undefined;
afterEach(() => loader?.close());

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

test('a template gets React from this process, so that there is one copy of it', async () => {
  const folder = await folderWith({ 'a.tsx': `import { useState } from 'react';\nexport default useState;\n` });
  loader = createModuleLoader({ folder });
  expect(await loader.importModule(join(folder, 'a.tsx'))).toMatchObject({ default: react.useState });
});

test('what a template throws points at its own line', async () => {
  const folder = await folderWith({ 'a.tsx': `type A = { b: string };\n\nthrow new Error('boom');\n` });
  loader = createModuleLoader({ folder });
  const error = await loader.importModule(join(folder, 'a.tsx')).catch((thrown: unknown) => thrown);
  expect(error).toHaveProperty('stack', expect.stringContaining(join(folder, 'a.tsx:3:7')));
});

test('a package that is not installed is PACKAGE_MISSING, with the command that installs it', async () => {
  const folder = await folderWith({ 'a.tsx': `import { x } from '@nobody/wrote-this/part';\nexport default x;\n` });
  loader = createModuleLoader({ folder });
  await expect(loader.importModule(join(folder, 'a.tsx'))).rejects.toMatchObject({
    code: 'PACKAGE_MISSING',
    exitCode: 2,
    problems: [{ place: { file: 'a.tsx' }, fix: expect.stringContaining('`npm install @nobody/wrote-this`') }],
  });
});

test('React Email is taken from the folder that has it', async () => {
  const folder = await folderWith({ 'a.tsx': `export { Html } from '@react-email/components';\n` });
  loader = createModuleLoader({ folder });
  expect(await loader.importModule(join(folder, 'a.tsx'))).toHaveProperty('Html');
  await loader.close();

  const own = join(folder, 'node_modules', '@react-email', 'components');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'index.js'), `exports.Html = 'the folder’s own';\n`);
  loader = createModuleLoader({ folder });
  expect(await loader.importModule(join(folder, 'a.tsx'))).toMatchObject({ Html: 'the folder’s own' });
});

test('a saved file is imported anew, without a restart', async () => {
  const folder = await folderWith({ 'a.ts': `export { value } from './b.ts';\n`, 'b.ts': 'export const value = 1;\n' });
  loader = createModuleLoader({ folder, watch: true });
  expect(await loader.importModule(join(folder, 'a.ts'))).toMatchObject({ value: 1 });
  let seen: (file: string) => void = () => undefined;
  const saved = new Promise<string>((resolve) => {
    seen = resolve;
  });
  const stop = await loader.onChange((file) => seen(file));
  await writeFile(join(folder, 'b.ts'), 'export const value = 2;\n');
  expect(await saved).toBe(join(folder, 'b.ts'));
  expect(await loader.importModule(join(folder, 'a.ts'))).toMatchObject({ value: 2 });
  stop();
});
