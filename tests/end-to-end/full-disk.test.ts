import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startMailSink } from './mail-sink.ts';
import { runMasthead } from './run-masthead.ts';
import { writeSmallNewsletter } from './write-small-newsletter.ts';

async function newsletterFor(count: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-full-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeSmallNewsletter(folder);
  const people = Array.from({ length: count }, (_, index) => `reader${index}@example.com`);
  await writeFile(join(folder, 'content', 'subscribers.csv'), `email\n${people.join('\n')}\n`);
  return folder;
}

const withoutStack = expect.not.stringMatching(/FAULT|\n\s+at |cannot rollback/);

test('a disk that is full while the audience is written down: nobody was mailed, and the cause is told', async () => {
  const folder = await newsletterFor(5000);
  const server = await startMailSink();
  const env = { SMTP_URL: server.url };
  const full = await runMasthead(['send', '--yes'], { folder, env, fileLimit: 400 });
  expect(full).toMatchObject({ exitCode: 1, stderr: withoutStack });
  expect(full.stderr).toMatch(/JOURNAL_NOT_WRITTEN[\s\S]*(full|disk I\/O error)[\s\S]*Nobody was mailed/);
  expect(server.taken).toEqual([]);
  const dry = await runMasthead(['send', '--dry-run', '--json'], { folder, env });
  expect(JSON.parse(dry.stdout)).toMatchObject({ plan: { mail: 5000 } });
  await server.close();
});

test('a disk that gets full in the middle of a send: it stops with the cause, and the next run mails the rest', async () => {
  const folder = await newsletterFor(400);
  const server = await startMailSink();
  const env = { SMTP_URL: server.url };
  const full = await runMasthead(['send', '--yes', '--connections', '2'], { folder, env, fileLimit: 800 });
  expect(full).toMatchObject({ exitCode: 1, stderr: withoutStack });
  expect(full.stderr).toMatch(/JOURNAL_NOT_WRITTEN[\s\S]*(full|disk I\/O error)/);
  const before = server.taken.length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(400);
  const { stdout } = await runMasthead(['send', '--yes', '--json'], { folder, env });
  const { counts } = JSON.parse(stdout).summary;
  expect(counts.unknown ?? 0).toBeLessThanOrEqual(2);
  expect(counts.accepted).toBe(400 - (counts.unknown ?? 0));
  expect(new Set(server.addresses()).size).toBe(server.addresses().length);
  await server.close();
});
