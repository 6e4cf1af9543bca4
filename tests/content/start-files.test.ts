import { expect, test } from 'vitest';
import { startEdition } from '../../src/content/edition/start-edition.ts';
import { startStory } from '../../src/content/story/start-story.ts';
import { readFiles } from './newsletter-folder.ts';

test('a started story passes the checks, and is a draft', async () => {
  const { fileName, markdown } = startStory({ day: '2026-04-27' });
  const { stories } = await readFiles({ [`stories/${fileName}`]: markdown });
  expect(fileName).toBe('2026-04-27-story.md');
  expect(stories[0]?.problems).toEqual([]);
  expect(stories[0]?.value).toMatchObject({ slug: 'story-of-2026-04-27', date: '2026-04-27', draft: true });
});

test.each(['Cranes: "why" they wait', '{{ x }} # y', '山田'])(
  'a story started with the headline %s has it',
  async (headline) => {
    const { fileName, markdown } = startStory({ day: '2026-04-27', headline });
    const { stories } = await readFiles({ [`stories/${fileName}`]: markdown });
    expect(stories[0]?.problems).toEqual([]);
    expect(stories[0]?.value?.headline).toBe(headline);
  },
);

test('a started edition passes the checks, with stories and without, and is a draft', async () => {
  const story = startStory({ day: '2026-04-27' });
  for (const slugs of [['story-of-2026-04-27'], []]) {
    const { fileName, markdown } = startEdition({ day: '2026-04-27', slugs });
    const { editions } = await readFiles({
      [`stories/${story.fileName}`]: story.markdown,
      [`editions/${fileName}`]: markdown,
    });
    expect(editions.map(({ id, problems }) => [id, problems])).toEqual([['2026-04-27', []]]);
    expect(editions[0]?.value).toMatchObject({ draft: true, stories: [{ slug: 'story-of-2026-04-27' }] });
  }
  const { fileName, markdown } = startEdition({ day: '2026-04-28', slugs: [] });
  const { editions } = await readFiles({ [`editions/${fileName}`]: markdown });
  expect(editions[0]?.problems).toEqual([]);
});
