import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { readContent } from '../../../src/content/read-content.ts';
import { createStoryMemory, type StoryMemory } from '../../../src/content/story/story-memory.ts';

let folder = '';
let memory: StoryMemory;

const story = (slug: string, image = ''): string =>
  `---\nheadline: ${slug}\nslug: ${slug}\ncategory: news\ndate: 2026-04-27\n${image}---\n\nWords.\n`;
const write = (name: string, text: string): Promise<void> => writeFile(join(folder, 'content', name), text);
const read = (): Promise<Content> => readContent({ folder, content: 'content', template: 'digest', memory });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-'));
  await mkdir(join(folder, 'content', 'stories'), { recursive: true });
  await write('stories/a.md', story('a'));
  await write('stories/b.md', story('b'));
  memory = createStoryMemory();
});

test('a story whose file did not change is not read anew, one that did is', async () => {
  const before = await read();
  await write('stories/a.md', story('a').replace('Words', 'Other words'));
  const after = await read();
  const named = (content: Content, slug: string) => content.stories.find(({ id }) => id === slug)?.value;
  expect(named(after, 'b')).toBe(named(before, 'b'));
  expect(named(after, 'a')).not.toBe(named(before, 'a'));
  expect(named(after, 'a')?.summary).toBe('Other words.');
});

test('a slug that becomes shared, and a file that goes, are noticed all the same', async () => {
  await read();
  await write('stories/c.md', story('a'));
  expect((await read()).stories.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
    'SLUG_TWICE',
    'SLUG_TWICE',
  ]);
  await rm(join(folder, 'content', 'stories', 'c.md'));
  expect((await read()).stories.flatMap(({ problems }) => problems)).toEqual([]);
});

test('after forgetting, an image that has gone is missed', async () => {
  await write('a.png', '');
  await write('stories/a.md', story('a', 'image: { src: ../a.png, alt: A }\n'));
  await read();
  await rm(join(folder, 'content', 'a.png'));
  memory.forget();
  expect((await read()).stories.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
    'IMAGE_NOT_FOUND',
  ]);
});
