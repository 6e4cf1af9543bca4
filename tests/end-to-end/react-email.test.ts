import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { render } from '@react-email/components';
import { type ComponentType, createElement } from 'react';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMasthead } from './run-masthead.ts';

/** The starting templates that React Email publishes: `npm create email` copies this folder. */
const published = 'node_modules/create-email/template/emails';
/** What these have not: a theme of their own, styles that need a `<style>`, coloured code. */
const ours = 'tests/fixtures/react-email/emails';

const templates = [
  ...['vercel-invite-user', 'notion-magic-link', 'plaid-verify-identity', 'stripe-welcome'].map((name) => ({
    name,
    from: published,
  })),
  { name: 'team-invitation', from: ours },
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-react-email-'));
  await cp('tests/fixtures/react-email', folder, { recursive: true });
  await cp(published, join(folder, 'emails'), { recursive: true });
  await mkdir(join(folder, 'content/editions'));
  for (const { name } of templates) {
    const edition = `---\nsubject: ${name}\ndate: 2026-04-27\ntemplate: ${name}\nstories: [harbour]\n---\n`;
    await writeFile(join(folder, 'content/editions', `${name}.md`), edition);
  }
  const { exitCode, stderr } = await runMasthead(['export', '--all', '--format', 'html'], { folder });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** React marks where it waited and where texts meet, and asks browsers to fetch images early: in a mail these say nothing. */
const normalise = (html: string): string =>
  html.replace(/<!--(?:\/?\$|html|head|body| )?-->/g, '').replace(/<link rel="preload" as="image"[^>]*>/g, '');

const exported = (name: string): Promise<string> => readFile(join(folder, 'out', name, 'index.html'), 'utf8');

test.each(templates)(
  '$name is copied as it was published, and exported as React Email draws it',
  async ({ name, from }) => {
    const file = resolve(from, `${name}.tsx`);
    expect(await readFile(join(folder, 'emails', `${name}.tsx`), 'utf8')).toBe(await readFile(file, 'utf8'));
    // `email export` of React Email gives its templates no props either.
    const { default: component }: { default: ComponentType } = await import(pathToFileURL(file).href);
    expect(normalise(await exported(name))).toBe(normalise(await render(createElement(component))));
  },
);

test('what a template of React Email sets by Tailwind stands in its styles', async () => {
  expect(await readFile(join(published, 'vercel-invite-user.tsx'), 'utf8')).toContain('<Tailwind>');
  expect(await exported('vercel-invite-user')).toContain('border-color:rgb(234,234,234)');
  const html = await exported('team-invitation');
  expect(html).toContain('background-color:rgb(15,118,110)');
  expect(html).toContain('.hover_bg-black:hover{');
  expect(html).toContain('<!--[if mso]>');
});
