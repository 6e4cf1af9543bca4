import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Newsletter, openNewsletter } from '../../src/newsletter.ts';
import { copySample } from '../end-to-end/run-masthead.ts';

let newsletter: Newsletter;
let folder = '';

beforeEach(async () => {
  folder = await copySample();
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

const story = (slug: string, more: string): string =>
  `---\nheadline: A headline\nslug: ${slug}\ncategory: news\n${more}\n---\n\nWords.\n`;

/** Writes stories by their slugs, and what more there is in their front matter. */
async function write(stories: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(folder, 'content/stories'), { recursive: true });
  for (const [slug, more] of Object.entries(stories)) {
    await writeFile(join(folder, 'content/stories', `${slug}.md`), story(slug, more));
  }
}

test('a started edition names the stories of the day but the drafts, in print order', async () => {
  await write({
    late: 'date: 2026-05-01\nstory_number: "02"',
    early: 'date: 2026-05-01\nstory_number: "01"',
    draft: 'date: 2026-05-01\ndraft: true',
    yesterday: 'date: 2026-04-30',
  });
  await newsletter.startFile('edition');
  const { editions } = await newsletter.content();
  expect(editions.find(({ id }) => id === '2026-05-01')?.value?.stories.map(({ slug }) => slug)).toEqual([
    'early',
    'late',
  ]);
});

test('an edition is not started without a story of the day that cannot be used: that is told', async () => {
  await write({ fine: 'date: 2026-05-01', lead: 'date: 2026-05-01\nfoo: 1', other: 'date: 01.05.2026' });
  await expect(newsletter.startFile('edition')).rejects.toMatchObject({
    exitCode: 2,
    problems: [
      { code: 'KEY_UNKNOWN', place: { file: 'content/stories/lead.md', line: 6 } },
      { code: 'DATE_INVALID', place: { file: 'content/stories/other.md', line: 5 } },
    ],
  });
  expect(await readdir(join(folder, 'content'))).toEqual(['stories']);
});

test('an edition is started beside a broken story of another day, and a broken draft', async () => {
  await write({
    fine: 'date: 2026-05-01',
    old: 'date: 2026-04-30\nfoo: 1',
    draft: 'date: 2026-05-01\nfoo: 1\ndraft: true',
  });
  expect(await newsletter.startFile('edition')).toBe('content/editions/2026-05-01.md');
});

test('a day that has an edition is EDITION_EXISTS, whatever is wrong with its stories', async () => {
  await newsletter.startFile('edition');
  await write({ lead: 'date: 2026-05-01\nfoo: 1' });
  await expect(newsletter.startFile('edition')).rejects.toMatchObject({ code: 'EDITION_EXISTS' });
});
