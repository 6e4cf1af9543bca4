import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contrast, invertAndRotate, invertLightness, lightness, parseColour, type Rgb } from '../colour.ts';
import { type MailReader, openMailReader } from '../mail-reader.ts';
import { drawEveryMail, type Mail } from '../mails.ts';

let reader: MailReader;
beforeAll(async () => {
  reader = await openMailReader();
});
afterAll(() => reader.close());

const mails = await drawEveryMail();

type Pair = { readonly text: Rgb; readonly ground: Rgb; readonly words: string };

/** The colour of every text that is shown, and of what is behind it; one for each two colours. */
async function pairsOf(page: Page): Promise<readonly Pair[]> {
  const found = await page.evaluate(() => {
    const pairs = new Map<string, { colour: string; grounds: string[]; words: string }>();
    const add = (element: Element, words: string): void => {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
      const { color: colour } = getComputedStyle(element);
      const grounds: string[] = [];
      for (let at: Element | null = element; at; at = at.parentElement)
        grounds.push(getComputedStyle(at).backgroundColor);
      pairs.set([colour, ...grounds].join(), { colour, grounds, words });
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (node.parentElement && /\S/.test(node.nodeValue ?? '')) add(node.parentElement, (node.nodeValue ?? '').trim());
    }
    for (const image of document.images) if (image.alt !== '') add(image, image.alt);
    return [...pairs.values()];
  });
  return found.map(({ colour, grounds, words }) => ({
    text: parseColour(colour).rgb,
    ground: flatten(grounds),
    words,
  }));
}

/** What is seen of backgrounds, from the innermost to the page's, which is white paper or, on a dark page, what Chromium has. */
function flatten(grounds: readonly string[]): Rgb {
  const opaque = grounds.map(parseColour).find(({ opacity }) => opacity > 0);
  if (opaque?.opacity !== 1) throw new Error(`The background is not one opaque colour: ${grounds.join(' on ')}.`);
  return opaque.rgb;
}

const tooFaint = (pairs: readonly Pair[]): readonly string[] =>
  pairs
    .filter(({ text, ground }) => contrast(text, ground) < 4.5)
    .map(
      ({ text, ground, words }) => `${contrast(text, ground).toFixed(2)}: ${text} on ${ground}: ${words.slice(0, 60)}`,
    );

const recolour = (pairs: readonly Pair[], by: (colour: Rgb, of: 'text' | 'ground') => Rgb): readonly Pair[] =>
  pairs.map((pair) => ({ ...pair, text: by(pair.text, 'text'), ground: by(pair.ground, 'ground') }));

/** The Gmail app on Android and Outlook.com: what is light behind words and what is dark in them changes; the rest stays. */
const partly = (colour: Rgb, of: 'text' | 'ground'): Rgb =>
  lightness(colour) > 50 === (of === 'ground') ? invertLightness(colour) : colour;

describe.each(mails)('$name', (mail: Mail) => {
  test('every text stands out from what is behind it, as it is and where the Gmail app inverts it', async () => {
    await reader.open(mail.html, { width: 640 });
    const pairs = await pairsOf(reader.page);
    expect(pairs.length).toBeGreaterThan(3);
    expect(tooFaint(pairs)).toEqual([]);
    expect(tooFaint(recolour(pairs, partly)), 'partly inverted').toEqual([]);
    expect(tooFaint(recolour(pairs, invertLightness)), 'wholly inverted').toEqual([]);
    expect(tooFaint(recolour(pairs, invertAndRotate)), 'inverted and turned').toEqual([]);
  });

  test('every text stands out on a dark page', async () => {
    await reader.open(mail.html, { width: 640, scheme: 'dark' });
    const pairs = await pairsOf(reader.page);
    expect(tooFaint(pairs)).toEqual([]);
    expect(pairs.filter(({ ground }) => lightness(ground) > 50)).toEqual([]);
  });

  test('every text stands out where Outlook.com recolours what is inline and marks it', async () => {
    await reader.open(mail.html, { width: 640, scheme: 'dark' });
    const dark = await coloursOf(reader.page);
    await reader.open(mail.html, { width: 640 });
    await recolourAsOutlook(reader.page);
    const pairs = await pairsOf(reader.page);
    expect(tooFaint(pairs)).toEqual([]);
    // Not only readable: the page is the theme's dark one, down to its lines.
    expect(pairs.filter(({ ground }) => lightness(ground) > 50)).toEqual([]);
    expect(await coloursOf(reader.page)).toEqual(dark);
  });
});

/** Every colour that words, what is behind them, and lines have on the page. */
async function coloursOf(page: Page): Promise<readonly string[]> {
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll('td,th,hr')].flatMap((element) => {
      const { borderTopColor, borderTopWidth, borderBottomColor, borderBottomWidth } = getComputedStyle(element);
      return [
        ...(borderTopWidth === '0px' ? [] : [borderTopColor]),
        ...(borderBottomWidth === '0px' ? [] : [borderBottomColor]),
      ];
    }),
  );
  const words = (await pairsOf(page)).map(({ text, ground }) => `${text} on ${ground}`);
  return [...new Set([...lines, ...words])].sort();
}

/**
 * Outlook.com turns inline colours and keeps them on the same elements, in `data-ogsc` and `data-ogsb`, and so lets styles hang on
 * these. No other element has either.
 */
async function recolourAsOutlook(page: Page): Promise<void> {
  const used = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[style]')].flatMap(({ style }) => [style.color, style.backgroundColor]),
  );
  const colours = [...new Set(used)].filter((colour) => colour.startsWith('rgb'));
  const turned = (of: 'text' | 'ground'): Record<string, string> =>
    Object.fromEntries(colours.map((colour) => [colour, `rgb(${partly(parseColour(colour).rgb, of)})`]));
  await page.evaluate(
    ({ text, ground }) => {
      for (const element of document.querySelectorAll<HTMLElement>('[style]')) {
        const { style } = element;
        if (style.color) element.setAttribute('data-ogsc', style.color);
        if (style.backgroundColor) element.setAttribute('data-ogsb', style.backgroundColor);
        style.color = text[style.color] ?? style.color;
        style.backgroundColor = ground[style.backgroundColor] ?? style.backgroundColor;
      }
    },
    { text: turned('text'), ground: turned('ground') },
  );
}

test('words that a dark page leaves dark are found', async () => {
  const html =
    '<body style="background-color:#000"><p style="color:#333">Too faint</p><p style="color:#fff">Clear</p></body>';
  await reader.open(html, { width: 640 });
  expect(tooFaint(await pairsOf(reader.page))).toEqual(['1.66: 51,51,51 on 0,0,0: Too faint']);
});

test('inverting turns black to white and keeps a red red', () => {
  expect(invertLightness([0, 0, 0])).toEqual([255, 255, 255]);
  expect(invertAndRotate([255, 255, 255])).toEqual([0, 0, 0]);
  const [red, green, blue] = invertLightness([158, 42, 28]);
  expect(red).toBeGreaterThan(Math.max(green, blue) + 80);
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
});
