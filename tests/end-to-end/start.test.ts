import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { beforeAll, describe, expect, test } from 'vitest';
import { copySample, type Ended, runMasthead } from './run-masthead.ts';

let folder = '';
let first: Ended;
let mails: readonly ParsedMail[] = [];
let subscribers: readonly string[] = [];

beforeAll(async () => {
  folder = await copySample();
  first = await runMasthead([], { folder, script: 'start' });
  const outbox = join(folder, 'out', 'outbox', '2026-04-27');
  const files = await readdir(outbox).catch(() => []);
  mails = await Promise.all(files.map(async (file) => simpleParser(await readFile(join(outbox, file)))));
  const list = await readFile(join(folder, 'content', 'subscribers.csv'), 'utf8');
  subscribers = list
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',')[0]?.replaceAll('"', '') ?? '');
});

const addressOf = ({ to }: ParsedMail): string => (Array.isArray(to) ? '' : (to?.value[0]?.address ?? ''));

describe('npm start on the sample newsletter', () => {
  test('ends with 0, says where to look, and warns of nothing', () => {
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toContain('out/2026-04-27/index.html');
    expect(first.stdout).toContain('out/outbox/2026-04-27');
    expect(first.stdout + first.stderr).not.toMatch(/warn|deprecat|experimental/i);
  });

  test('leaves the edition as HTML, text, mail and JSON', async () => {
    const out = join(folder, 'out', '2026-04-27');
    expect((await readdir(out)).sort()).toEqual(['edition.json', 'images', 'index.html', 'index.txt', 'message.eml']);
    expect(await readFile(join(out, 'index.html'), 'utf8')).toMatch(/^<!doctype html>.*<\/html>\s*$/is);
    const message = await simpleParser(await readFile(join(out, 'message.eml')));
    expect(message.text).toContain('Microsoft');
    expect(message.html).toContain('Microsoft');
  });

  test('leaves one message for each of the 25 subscribers', () => {
    expect(subscribers).toHaveLength(25);
    expect(mails.map(addressOf).sort()).toEqual([...subscribers].sort());
  });

  test('each message has its headers, and both parts', () => {
    for (const mail of mails) {
      expect(mail.from?.value).toEqual([{ address: 'digest@vault-ai.example.com', name: 'The Vault AI' }]);
      expect(mail.subject).toBeTruthy();
      expect(mail.subject).not.toContain('{{');
      expect(mail.text).toContain('Microsoft');
      expect(mail.html).toContain('Microsoft');
      const header = (name: string): string => mail.headerLines.find(({ key }) => key === name)?.line ?? '';
      expect(header('list-unsubscribe')).toMatch(/<https:\/\/vault-ai\.example\.com\/u\/[\w-]{22}>,\s+<mailto:/);
      expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    }
  });

  test('nobody has the unsubscribe link of another', () => {
    const links = mails.map((mail) => /https:\/\/vault-ai\.example\.com\/u\/[\w-]+/.exec(mail.text ?? '')?.[0]);
    expect(new Set(links).size).toBe(25);
    expect(links).not.toContain(undefined);
  });

  test('no merge field stays open in any message', () => {
    for (const mail of mails) {
      const open = /\{\{\s*(subscriber|links)\./;
      expect(mail.text).not.toMatch(open);
      expect(mail.html).not.toMatch(open);
    }
  });

  test('a second run ends with 0 and sends nobody a second message', async () => {
    const second = await runMasthead([], { folder, script: 'start' });
    expect(second).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('error') });
    expect(await readdir(join(folder, 'out', 'outbox', '2026-04-27'))).toHaveLength(25);
  });
});
