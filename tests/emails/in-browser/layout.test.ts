import type { Nodes } from 'mdast';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '../../../src/content/body/plain-text.ts';
import type { Stat, Story } from '../../../src/content/story.ts';
import { type MailReader, openMailReader } from '../mail-reader.ts';
import { drawEveryMail, type Mail } from '../mails.ts';

let reader: MailReader;
beforeAll(async () => {
  reader = await openMailReader();
});
afterAll(() => reader.close());

const mails = await drawEveryMail();

const nodesOf = (node: Nodes): readonly Nodes[] => [
  node,
  ...('children' in node ? node.children.flatMap(nodesOf) : []),
];
/** Whether a mail has only the summary of a story. The template for one story has it whole. */
const isInShort = ({ template, edition: { show, stories } }: Mail, story: Story): boolean =>
  show === 'summary' && template !== 'story' && story !== stories[0];

const wholeStories = (mail: Mail): readonly Story[] => mail.edition.stories.filter((story) => !isInShort(mail, story));

/** What stands in the bodies that a mail has. */
const bodyNodes = (mail: Mail): readonly Nodes[] =>
  [...(mail.edition.intro ? [mail.edition.intro] : []), ...wholeStories(mail).map(({ body }) => body)].flatMap(nodesOf);

/** The images that the content names, with what stands for them where they are not shown. */
const imagesOf = (mail: Mail): readonly { readonly src: string; readonly alt: string }[] => [
  ...(mail.edition.sponsor?.image ? [mail.edition.sponsor.image] : []),
  ...mail.edition.stories.flatMap((story) =>
    story.image && (!isInShort(mail, story) || story.summary === '') ? [story.image] : [],
  ),
  ...bodyNodes(mail).flatMap((node) => (node.type === 'image' ? [{ src: node.url, alt: node.alt ?? '' }] : [])),
];

const statRowsOf = (mail: Mail): readonly (readonly Stat[])[] => [
  ...wholeStories(mail).map(({ stats }) => stats),
  ...bodyNodes(mail).flatMap((node) => (node.type === 'statRow' ? [node.stats] : [])),
];

const fileName = (address: string): string => address.split('/').at(-1) ?? '';

describe.each(mails)('$name', (mail: Mail) => {
  test.each([320, 375, 640])('is no wider than a window of %d pixels, with images and without', async (width) => {
    for (const images of ['on', 'off'] as const) {
      await reader.open(mail.html, { width, images });
      expect(await reader.page.evaluate(() => document.documentElement.scrollWidth), images).toBeLessThanOrEqual(width);
      expect(await textOutside(width), images).toEqual([]);
    }
  });

  test('asks for the images that the content names, and for nothing else', async () => {
    await reader.open(mail.html, { width: 640, memory: 'none' });
    const named = imagesOf(mail).map(({ src }) => fileName(src));
    const asked = reader.requests().map(fileName);
    expect(asked.filter((name) => !named.includes(name))).toEqual([]);
    if (mail.template !== 'welcome') expect(new Set(asked)).toEqual(new Set(named));
  });

  test('reads in the right order without its styles', async () => {
    await reader.open(withoutStyles(mail.html), { width: 640 });
    const text = await reader.page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));
    const phrases = [
      'The Vault AI',
      ...mail.edition.stories.flatMap((story) => [
        story.headline,
        ...(isInShort(mail, story)
          ? [story.summary.slice(0, 12)]
          : [
              ...story.authors.slice(0, 1),
              plainText(story.body).slice(0, 12),
              ...story.sources.slice(0, 1).map(({ name }) => name),
            ]),
      ]),
      'signed up',
      'Unsubscribe',
    ].filter((phrase) => text.includes(phrase));
    let at = 0;
    for (const phrase of phrases) {
      expect(text.slice(at), phrase).toContain(phrase);
      at = text.indexOf(phrase, at) + 1;
    }
    expect(phrases.length).toBeGreaterThan(mail.template === 'welcome' ? 2 : 3 * wholeStories(mail).length);
  });

  test.each([375, 640])('is laid out at %d pixels in the order in which it is written', async (width) => {
    await reader.open(mail.html, { width });
    expect(await textsOutOfOrder()).toEqual([]);
  });

  test('breaks no word in two on a phone', async () => {
    await reader.open(mail.html, { width: 375 });
    expect(await brokenWords()).toEqual([]);
  });

  test.each([320, 375])('reads well in a window of %d pixels where <style> is dropped', async (width) => {
    await reader.open(mail.html.replace(/<style[^>]*>[\s\S]*?<\/style>/g, ''), { width });
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await textOutside(width)).toEqual([]);
    expect(await brokenWords()).toEqual([]);
    const short = statRowsOf(mail).flatMap((row) => row.filter(({ value }) => /^\S{1,9}$/.test(value)));
    for (const { height } of await placesOf(short)) expect(height).toBeLessThan(45);
  });

  test('shows no image larger than it is', async () => {
    await reader.open(mail.html, { width: 640 });
    const sizes = await reader.page.evaluate(() =>
      [...document.images].map(({ src, width, naturalWidth }) => ({ src, width, naturalWidth })),
    );
    expect(sizes.filter(({ width, naturalWidth }) => width > naturalWidth)).toEqual([]);
  });

  test('makes sense where images are off: each leaves its words, and its place is not taken by a gap', async () => {
    await reader.open(mail.html, { width: 375, images: 'off' });
    const boxes = await reader.page.evaluate(() =>
      [...document.images].map((image) => ({ alt: image.alt, ...image.getBoundingClientRect().toJSON() })),
    );
    const alts = imagesOf(mail).map(({ alt }) => alt);
    expect(boxes.map(({ alt }) => alt).filter((alt) => !alts.includes(alt))).toEqual([]);
    for (const { alt, width, height } of boxes.filter(({ alt }) => alt !== '')) {
      expect(width, alt).toBeGreaterThan(100);
      expect(height, alt).toBeGreaterThan(14);
      expect(height, alt).toBeLessThan(375);
    }
  });
});

const withRow = mails.filter(
  (mail) => mail.template !== 'welcome' && statRowsOf(mail).some(({ length }) => length > 1),
);

test.each(withRow)('$name: figures stand side by side, and on a phone one below the other', async (mail) => {
  const { html } = mail;
  const rows = statRowsOf(mail).filter(({ length }) => length > 1);
  await reader.open(html, { width: 640 });
  for (const row of rows) {
    const [first, second] = await placesOf(row);
    expect(second?.top).toBe(first?.top);
    expect(second?.left).not.toBe(first?.left);
  }
  await reader.open(html, { width: 375 });
  for (const row of rows) {
    const places = await placesOf(row);
    expect(new Set(places.map(({ edge }) => edge)).size).toBe(1);
    expect(places.map(({ top }) => top)).toEqual([...new Set(places.map(({ top }) => top))].sort((a, b) => a - b));
  }
});

/** Where the values of a row of figures stand; `edge` is the side on which their lines begin. */
const placesOf = (row: readonly Stat[]) =>
  reader.page.evaluate(
    (values) => {
      const all = [...document.querySelectorAll('td,div,p,span')].filter(({ children }) => children.length === 0);
      return values.flatMap((value) => {
        const element = all.find(({ textContent }) => textContent?.trim() === value);
        if (!element) return [];
        const { top, left, right, height } = element.getBoundingClientRect();
        const edge = getComputedStyle(element).direction === 'rtl' ? right : left;
        return [{ top: Math.round(top), left: Math.round(left), edge: Math.round(edge), height }];
      });
    },
    row.map(({ value }) => value),
  );

/** A mail as it is where neither `<style>` nor `style` is read. */
const withoutStyles = (html: string): string =>
  html.replace(/<style[^>]*>[\s\S]*?<\/style>/g, '').replace(/ style="[^"]*"/g, '');

/** Words that stand outside of the window, but for those of a part that scrolls by itself. */
const textOutside = (width: number) =>
  reader.page.evaluate((windowWidth) => {
    const outside: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (!parent?.checkVisibility() || !/\S/.test(node.nodeValue ?? '')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right } = range.getBoundingClientRect();
      const scrolls = (at: Element | null): boolean =>
        at !== null && (getComputedStyle(at).overflowX === 'auto' || scrolls(at.parentElement));
      if ((left < 0 || right > windowWidth) && !scrolls(parent)) outside.push((node.nodeValue ?? '').slice(0, 60));
    }
    return outside;
  }, width);

/** Words of up to twelve letters that stand on two lines. */
const brokenWords = () =>
  reader.page.evaluate(() => {
    const broken: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (!node.parentElement?.checkVisibility() || node.parentElement.closest('pre,code')) continue;
      const text = node.nodeValue ?? '';
      for (const { 0: word, index } of text.matchAll(/(?<![\p{L}\p{N}])\p{Script=Latin}{2,12}(?![\p{L}\p{N}])/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        // An address that is longer than a line breaks somewhere.
        const around = /\S*$/.exec(text.slice(0, index))?.[0] + (/^\S*/.exec(text.slice(index))?.[0] ?? '');
        if (around.length > 30) continue;
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
      }
    }
    return broken;
  });

/** Words that stand above those which are written before them, other than beside them. */
const textsOutOfOrder = () =>
  reader.page.evaluate(() => {
    const wrong: string[] = [];
    let before: DOMRect | undefined;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (!parent?.checkVisibility() || !/\S/.test(node.nodeValue ?? '')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const here = range.getBoundingClientRect();
      const isRtl = getComputedStyle(parent.closest('table') ?? parent).direction === 'rtl';
      const isBeside = before !== undefined && (isRtl ? here.right <= before.left + 2 : here.left >= before.right - 2);
      if (before && here.bottom < before.top + 4 && !isBeside) wrong.push((node.nodeValue ?? '').slice(0, 60));
      before = here;
    }
    return wrong;
  });

test('a column that is wider than the window is found, and words that are moved up', async () => {
  await reader.open('<body><p style="width:700px">Wide</p></body>', { width: 640 });
  expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeGreaterThan(640);
  await reader.open('<body><p>One</p><p>Two</p><p style="position:absolute;top:0">Three</p></body>', { width: 640 });
  expect(await textsOutOfOrder()).toEqual(['Three']);
});
