import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { render } from '@react-email/components';
import { createElement } from 'react';
import { afterAll, beforeAll, expect, test } from 'vitest';
import TeamInvitation from '../fixtures/react-email/emails/team-invitation.tsx';
import { runMasthead } from './run-masthead.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-react-email-'));
  await cp('tests/fixtures/react-email', folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** React marks where it waited and where texts meet, and asks browsers to fetch images early: in a mail these say nothing. */
const normalise = (html: string): string =>
  html.replace(/<!--(?:\/?\$|html|head|body| )?-->/g, '').replace(/<link rel="preload" as="image"[^>]*>/g, '');

test("a template written for React Email, Tailwind and all, is exported as React Email's own renderer draws it", async () => {
  const { exitCode, stderr } = await runMasthead(['export', '--format', 'html'], { folder });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  const html = await readFile(join(folder, 'out/2026-04-27/index.html'), 'utf8');
  const expected = await render(createElement(TeamInvitation));
  expect(normalise(html)).toBe(normalise(expected));
  expect(html).toContain('background-color:rgb(15,118,110)');
  expect(html).toContain('.hover_bg-black:hover{');
  expect(html).toContain('<!--[if mso]>');
});
