import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Newsletter, openNewsletter } from '../../src/newsletter.ts';
import { copySample } from '../end-to-end/run-masthead.ts';

let newsletter: Newsletter;

beforeEach(async () => {
  const folder = await copySample();
  await rm(join(folder, 'content'), { recursive: true });
  const clock = { now: () => new Date(2026, 4, 1, 0, 30), sleep: async () => undefined };
  newsletter = await openNewsletter(folder, { env: {}, clock });
});
afterEach(() => newsletter.close());

test('a started story and a started edition pass the checks of content, drafts as they are', async () => {
  expect(await newsletter.startFile('story')).toBe('content/stories/2026-05-01-story.md');
  expect(await newsletter.startFile('edition')).toBe('content/editions/2026-05-01.md');
  const { stories, editions, problems } = await newsletter.content();
  expect(problems).toEqual([]);
  expect([...stories, ...editions].flatMap((entry) => entry.problems)).toEqual([]);
  expect([stories[0]?.value?.draft, editions[0]?.value?.draft]).toEqual([true, true]);
});

test('a second story of the day gets a name of its own', async () => {
  const files = [
    await newsletter.startFile('story'),
    await newsletter.startFile('story'),
    await newsletter.startFile('story'),
  ];
  expect(new Set(files).size).toBe(3);
  expect((await newsletter.content()).stories.flatMap(({ problems }) => problems)).toEqual([]);
});

test('a second edition of the day is EDITION_EXISTS, and the first is left alone', async () => {
  await newsletter.startFile('edition');
  await expect(newsletter.startFile('edition')).rejects.toMatchObject({ code: 'EDITION_EXISTS', exitCode: 2 });
});
