import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Edition } from '../../../src/content/edition.ts';
import { nodesBelow } from '../../../src/content/map-tree.ts';
import type { Story } from '../../../src/content/story.ts';
import { exampleEdition, exampleStory } from '../../render/example.ts';
import { type Look, type MailReader, openMailReader } from '../mail-reader.ts';
import { openStudio, type Studio } from '../mails.ts';

// What stands in little room: a long number, a small image, words beside a picture.

let reader: MailReader;
let studio: Studio;
beforeAll(async () => {
  [reader, studio] = await Promise.all([openMailReader(), openStudio()]);
});
afterAll(async () => {
  await reader.close();
  await studio.close();
});

type Changes = { readonly edition?: Partial<Edition>; readonly story?: Partial<Story> };

/** Opens a digest of one story, its local images of the sizes that their names say: `crane-8x40.png`. */
async function openStory(markdown: string, look: Look, { edition, story }: Changes = {}): Promise<void> {
  const one = exampleStory(markdown, story);
  for (const node of nodesBelow(one.body)) {
    if (node.type !== 'image') continue;
    const [, width, height] = /-(\d+)x(\d+)\./.exec(node.url) ?? [];
    if (width && height) node.data = { width: Number(width), height: Number(height) };
  }
  await openEdition(exampleEdition([one], edition), look);
}

async function openEdition(edition: Edition, look: Look): Promise<void> {
  await reader.open((await studio.draw(edition, 'digest')).html, look);
}

const longAlt = 'The arrow that the harbour office paints on every quay to point boats at the open lock';

test('a small image that is blocked takes the room that it would take, and no tower of letters', async () => {
  const story = { image: { src: 'images/bar.png', alt: longAlt, width: 8, height: 40 } };
  await openStory(`Words.\n\n![${longAlt}](images/dot-24x24.png)`, { width: 375, images: 'off' }, { story });
  const boxes = await reader.page.evaluate(() =>
    [...document.images].map((image) => [image.offsetWidth, image.offsetHeight]),
  );
  expect(boxes).toEqual([
    [8, 40],
    [24, 24],
  ]);
});
