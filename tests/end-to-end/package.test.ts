import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { copySample } from './run-masthead.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const { NODE_OPTIONS: _options, SMTP_URL: _smtp, ...env } = process.env;

let folder = '';
let program = '';

beforeAll(async () => {
  folder = await copySample();
  await mkdir(join(folder, 'node_modules'));
  await symlink(root, join(folder, 'node_modules', 'masthead'), 'dir');
  const { bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  program = join(folder, 'node_modules', 'masthead', bin.masthead);
});

describe('the built package in a folder of its user', () => {
  test('exports, checks and sends as the checkout does, with templates that import from masthead', async () => {
    await run(process.execPath, [program, 'export'], { cwd: folder, env });
    expect(await readFile(join(folder, 'out', '2026-04-27', 'index.html'), 'utf8')).toContain('The Vault AI');
    const check = await run(process.execPath, [program, 'check', '--json'], { cwd: folder, env });
    expect(JSON.parse(check.stdout)).toMatchObject({ errors: 0 });
    const send = await run(process.execPath, [program, 'send', '--yes'], { cwd: folder, env });
    expect(send.stdout).toContain('25 accepted');
    expect(send.stderr).not.toMatch(/warn|deprecat|experimental/i);
  });

  test('has every rule', async () => {
    const { loadRules } = await import(join(root, 'dist', 'src', 'check', 'load-rules.js'));
    const source = await import('../../src/check/load-rules.ts');
    const names = (rules: readonly { readonly name: string }[]): readonly string[] => rules.map(({ name }) => name);
    expect(names(await loadRules())).toEqual(names(await source.loadRules()));
  });

  test('shows the preview page', async () => {
    const child = spawn(process.execPath, [program, 'preview', '--port', '0'], { cwd: folder, env });
    const ended = once(child, 'exit');
    try {
      const [said] = await once(child.stdout, 'data');
      const url = /http:\/\/\S+/.exec(String(said))?.[0] ?? '';
      const page = await (await fetch(url)).text();
      expect(page).toMatch(/<script|<div id=/);
      const api = await (await fetch(new URL('/api/editions/2026-04-27', url))).json();
      expect(api).toMatchObject({ state: 'shown' });
    } finally {
      child.kill('SIGINT');
    }
    expect(await ended).toEqual([0, null]);
  });

  test('has the templates and the pages of docs that its messages name, and no pictures', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, env });
    const [{ files }]: readonly [{ readonly files: readonly { readonly path: string }[] }] = JSON.parse(stdout);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['emails/digest.tsx', 'docs/configuration.md', 'docs/templates.md']));
    expect(paths.filter((path) => /\.png$/.test(path))).toEqual([]);
  });

  test('has its types where package.json says', async () => {
    const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(await readFile(join(root, exports['.'].types), 'utf8')).toContain('defineConfig');
    expect(await readFile(join(root, exports['.'].default), 'utf8')).toContain('defineConfig');
  });
});
