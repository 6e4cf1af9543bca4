import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Content } from '../../src/content/content.ts';
import { readContent } from '../../src/content/read-content.ts';
import type { Story } from '../../src/content/story.ts';
import type { Problem } from '../../src/foundation/masthead-error.ts';

/** Files by their path in the content folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A newsletter folder on the disk with these files below content/, gone when the test is over. */
export async function newsletterFolder(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-content-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFiles(folder, files);
  return folder;
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, 'content', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

export const readFolder = (folder: string, content = 'content'): Promise<Content> =>
  readContent({ folder, content, template: 'digest' });

export const readFiles = async (files: Files): Promise<Content> => readFolder(await newsletterFolder(files));

/** A story file: what every story must have, with some of it changed or added, and a body. */
export function storyText(frontMatter: string = '', body = 'Words.', slug = 'first'): string {
  const given = new Set([...frontMatter.matchAll(/^([a-z_]+):/gm)].map(([, key]) => key));
  const needed = { headline: 'A headline', slug, category: 'news', date: '2026-04-27' };
  const lines = Object.entries(needed).flatMap(([key, value]) => (given.has(key) ? [] : [`${key}: ${value}`]));
  return `---\n${[...lines, ...(frontMatter === '' ? [] : [frontMatter])].join('\n')}\n---\n\n${body}\n`;
}

/** What reading one story file gives. */
export async function readOneStory(
  text: string | Uint8Array,
  others: Files = {},
): Promise<{ story: Story | undefined; problems: readonly Problem[]; codes: readonly string[] }> {
  const { stories } = await readFiles({ 'stories/story.md': text, ...others });
  const entry = stories.find(({ file }) => file === 'content/stories/story.md');
  const problems = entry?.problems ?? [];
  return { story: entry?.value, problems, codes: problems.map(({ code }) => code) };
}

/** A problem as `CODE line: what`. */
export const tell = ({ code, place, what }: Problem): string => `${code} ${place?.line}: ${what}`;
