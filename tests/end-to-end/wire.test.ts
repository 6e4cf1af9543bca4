import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomUtils, parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import { copySample, runMasthead } from './run-masthead.ts';

const wire = fileURLToPath(new URL('../fixtures/wire-story.txt', import.meta.url));

/** The words of a text, without marks around them. */
const words = (text: string): readonly string[] => text.match(/[\p{L}\p{N}$%+]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? [];

const textOf = (html: string): string => DomUtils.textContent(parseDocument(html.replaceAll('<', ' <')));

test('the wire story is imported, exported, and every word of it is in both parts', async () => {
  const folder = await copySample();
  await rm(join(folder, 'content'), { recursive: true });
  const imported = await runMasthead(['import', wire], { folder });
  expect(imported).toMatchObject({ exitCode: 0 });
  expect(imported.stdout.trim()).toBe('content/stories/2026-04-27-microsoft-openai-partnership-ends-exclusivity.md');
  expect(imported.stderr).toContain('guessed');
  expect(await runMasthead(['export'], { folder })).toMatchObject({ exitCode: 0, stderr: '' });

  const body = (await readFile(wire, 'utf8')).replace(/^---.*---$/m, '');
  const out = join(folder, 'out', '2026-04-27');
  const html = textOf(await readFile(join(out, 'index.html'), 'utf8'));
  const text = await readFile(join(out, 'index.txt'), 'utf8');
  const missingIn = (part: string): readonly string[] => {
    const there = new Set(words(part));
    return [...new Set(words(body))].filter((word) => !there.has(word));
  };
  expect(missingIn(html)).toEqual([]);
  expect(missingIn(text)).toEqual([]);
  expect(words(body).length).toBeGreaterThan(700);
});

test('an existing story is never overwritten', async () => {
  const folder = await copySample();
  const first = await runMasthead(['import', wire, '--out', 'wire'], { folder });
  expect(first.exitCode).toBe(0);
  const second = await runMasthead(['import', wire, '--out', 'wire'], { folder });
  expect(second.exitCode).toBe(2);
  expect(second.stderr).toContain('STORY_EXISTS');
});
