import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodesBelow } from '../../../src/content/body/map-tree.ts';
import type { Edition } from '../../../src/content/edition.ts';
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

/** The lines that a text takes, from the top; each by its box. */
const linesOf = (text: string): Promise<readonly { readonly top: number; readonly left: number }[]> =>
  reader.page.evaluate((wanted) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const at = (node.nodeValue ?? '').indexOf(wanted);
      if (at < 0 || !node.parentElement?.checkVisibility()) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      return [...range.getClientRects()].map(({ top, left }) => ({ top, left }));
    }
    return [];
  }, text);

const box = async (selector: string) =>
  (await reader.page.locator(selector).first().boundingBox()) ?? expect.unreachable(selector);

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

test('an image in a table leaves the words beside it whole', async () => {
  const image = '![Cranes](images/cranes-600x338.png)';
  await openStory(`| Quay | What |\n|---|---|\n| ${image} | text |\n| ${image} | a warehouse |`, { width: 375 });
  expect(await linesOf('text')).toHaveLength(1);
  expect(await linesOf('warehouse')).toHaveLength(1);
  expect((await box('td img')).width).toBeGreaterThan(150);
});

test('in the contents a long number stays whole beside its headline, which a finger can hit', async () => {
  const headline = 'A headline that is long enough to take more than one line of a phone';
  const stories = ['1024', '2'].map((storyNumber) =>
    exampleStory('Words.', { slug: storyNumber, storyNumber, headline }),
  );
  await openEdition(exampleEdition(stories), { width: 320 });
  const [number] = await linesOf('1024');
  expect(await linesOf('1024')).toHaveLength(1);
  const [first] = await linesOf(headline);
  expect(first && number && Math.abs(first.top - number.top)).toBeLessThan(6);
  expect(first && number && first.left - number.left).toBeGreaterThan(36);
  const link = await reader.page.evaluate(() => {
    const [first] = document.querySelector('a[href^="#story"]')?.getClientRects() ?? [];
    return first?.height;
  });
  expect(link).toBeGreaterThanOrEqual(44);
});

test.each(['de', 'en', 'fr'])('the number of an edition stays whole in a window of 320 pixels (%s)', async (lang) => {
  await openStory('Words.', { width: 320 }, { edition: { number: 1024, lang, date: '2026-09-30' } });
  const cell = reader.page.locator('table td.bar >> nth=1');
  const lines = await cell.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects().length;
  });
  expect(await cell.textContent()).toContain('1024');
  expect(lines).toBe(1);
});

test.each([
  ['ltr', 9, 2],
  ['ltr', 99, 2],
  ['rtl', 99, 2],
  ['ltr', 1998, 4],
] as const)('the numbers of a list hang in the column (%s, from %d)', async (dir, from, items) => {
  const list = Array.from({ length: items }, (_, index) => `${from + index}. item`).join('\n');
  await openStory(list, { width: 375 }, { edition: { dir } });
  // A number has no box of its own: it is measured as the words that it is.
  const room = await reader.page.evaluate(
    (largest) => {
      const item = document.querySelector('ol li');
      const list = item?.parentElement?.getBoundingClientRect();
      const column = item?.parentElement?.parentElement?.getBoundingClientRect();
      if (!item || !list || !column) return undefined;
      const mark = document.createElement('span');
      mark.style.display = 'inline-block';
      mark.textContent = `${largest}.\u00a0`;
      item.append(mark);
      const { width } = mark.getBoundingClientRect();
      return Math.max(list.left - column.left, column.right - list.right) - width;
    },
    from + items - 1,
  );
  expect(room).toBeGreaterThanOrEqual(0);
});

test.each([
  ['a quote', '> Words.\n>\n> > Deeper.'],
  ['a table', '> Words.\n>\n> | a | b |\n> |---|---|\n> | c | d |'],
  ['code', '> Words.\n>\n>     code'],
])('a quote ends where %s at its end does', async (_, markdown) => {
  await openStory(`${markdown}\n\nAfter.`, { width: 640 });
  const gap = await reader.page.evaluate(() => {
    const bar = document.querySelector('blockquote td');
    const last = bar?.lastElementChild;
    const ends = last?.querySelector('table') ?? last;
    return (bar?.getBoundingClientRect().bottom ?? 0) - (ends?.getBoundingClientRect().bottom ?? 0);
  });
  expect(gap).toBe(0);
});

test.each(['light', 'dark'] as const)('tables and code in a quote are as bright as the quote (%s)', async (scheme) => {
  await openStory('> Said.\n>\n> | a | b |\n> |---|---|\n> | cell | d |\n>\n>     const quay = 1;', {
    width: 640,
    scheme,
  });
  const colours = await reader.page.evaluate(() =>
    ['blockquote td', 'blockquote td.cell', 'blockquote pre'].map((selector) => {
      const element = document.querySelector(selector);
      return element ? getComputedStyle(element).color : selector;
    }),
  );
  expect(new Set(colours).size).toBe(1);
});

test('in a window of 320 pixels no line of the footer ends in a sign that parts two ways', async () => {
  await openStory('Words.', { width: 320 });
  const lines = await reader.page.evaluate(() => {
    const ways = [...document.querySelectorAll('a')].find((link) => link.textContent === 'Unsubscribe')?.closest('p');
    const tops = new Map<number, string>();
    const texts = document.createTreeWalker(ways ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const { 0: sign, index } of (node.nodeValue ?? '').matchAll(/\S/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const top = Math.round(range.getBoundingClientRect().top);
        tops.set(top, (tops.get(top) ?? '') + sign);
      }
    }
    return [...tops.values()];
  });
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => /^·|·$/.test(line))).toEqual([]);
});
