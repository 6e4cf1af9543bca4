import { readdir, readFile } from 'node:fs/promises';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import type { Edition } from '../../src/content/edition.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { exampleEdition, exampleNewsletter, exampleStory, exampleTemplate } from '../render/example.ts';

const body = `Words with a [link](https://e.com).[^1]

#### A deep heading first

Words.

## A shallow one

##### And a deep one

![A crane](https://e.com/crane.png)

- one
- [x] two

> quoted

| a | b |
|---|---|
| 1 | 2 |

:::stats
- 1: a
- 2: b
- 3: c
- 4: d
:::

:::passage{lang=he dir=rtl}
- עברית
:::

[^1]: Note.
`;
const stories = ['first', 'second', 'third'].map((slug) =>
  exampleStory(body, { slug, headline: `The ${slug}`, image: { src: 'https://e.com/a.png', alt: 'A', credit: 'B' } }),
);

const elementsOf = (html: string) => DomUtils.findAll(() => true, parseDocument(html));

describe.each(['digest', 'evening', 'story'])('%s', async (name) => {
  const template = await exampleTemplate(name);
  const render = async (changes: Partial<Edition> = {}) =>
    (await renderEdition(exampleEdition(stories, changes), template, exampleNewsletter)).html;

  test('has one h1, and no heading skips a level', async () => {
    const levels = elementsOf(await render()).flatMap(({ name: tag }) =>
      /^h[1-6]$/.test(tag) ? [Number(tag[1])] : [],
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  test('says its language and direction on the root, and an alt on every image', async () => {
    const elements = elementsOf(await render());
    expect(elements.find(({ name: tag }) => tag === 'html')?.attribs).toMatchObject({ lang: 'en', dir: 'ltr' });
    expect(elements.filter(({ name: tag, attribs }) => tag === 'img' && !('alt' in attribs))).toEqual([]);
  });

  test('has only presentational tables but for those that a story holds', async () => {
    const tables = elementsOf(await render()).filter(({ name: tag }) => tag === 'table');
    expect(tables.filter(({ attribs }) => attribs.role !== 'presentation')).toHaveLength(stories.length);
  });

  test('gives every id once, and every link within the mail has its end', async () => {
    const elements = elementsOf(await render());
    const ids = elements.flatMap(({ attribs }) => (attribs.id === undefined ? [] : [attribs.id]));
    expect(new Set(ids).size).toBe(ids.length);
    const inside = elements.flatMap(({ attribs }) => (attribs.href?.startsWith('#') ? [attribs.href.slice(1)] : []));
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('tells why the reader gets it, who sent it, and the way out', async () => {
    const html = await render();
    for (const words of [
      exampleNewsletter.reason,
      exampleNewsletter.postalAddress,
      'href="{{ links.unsubscribe }}"',
      'href="{{ links.web }}"',
    ]) {
      expect(html).toContain(words);
    }
  });

  test('keeps its styles under 16 KB, without rules that Gmail drops everything for', async () => {
    const styles = elementsOf(await render())
      .filter(({ name: tag }) => tag === 'style')
      .map((style) => DomUtils.textContent(style));
    expect(styles.join('').length).toBeLessThan(16_000);
    // An @-rule within an @-rule: a second `@` before the first one's braces are closed.
    for (const css of styles) expect(depthOfAtRules(css)).toBeLessThanOrEqual(1);
  });

  test('reads well without its styles: body text has its size, colour and font inline', async () => {
    const html = (await render()).replace(/<style[\s\S]*?<\/style>/g, '');
    expect(html).toMatch(/font-family:(?:Georgia|'Palatino)[^"]*;font-size:1[6-9]px;line-height:\d+px;[^"]*color:#/);
  });

  test('has its own colours on a dark page, for mail programs that ask and for Outlook.com', async () => {
    const html = await render();
    expect(html).toContain('@media (prefers-color-scheme:dark)');
    expect(html).toContain('.muted[data-ogsc]');
    expect(html).toContain('.paper[data-ogsb]');
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
  });

  test('is mirrored in a right-to-left edition', async () => {
    const html = await render({ lang: 'ar', dir: 'rtl' });
    expect(html).toContain('<html lang="ar" dir="rtl"');
    expect(html).toContain('border-right:3px solid');
    expect(html).not.toContain('border-left:3px solid');
    expect(html).not.toMatch(/margin:\w+ 0 \w+ 26px/);
    expect(html).not.toContain('direction:ltr');
    expect(html).toMatch(/direction:rtl;[^"]*text-align:right/);
  });

  test('sets a right-to-left passage from its own side, in a font that fits', async () => {
    expect(await render()).toMatch(
      /<div lang="he" dir="rtl" style="font-family:David[^"]*;text-align:right">\s*<ul style="margin:\w+ 26px \w+ 0/,
    );
  });
});

function depthOfAtRules(css: string): number {
  const open: boolean[] = [];
  let deepest = 0;
  for (const [token] of css.matchAll(/@[a-z-]+[^{}]*\{|\{|\}/g)) {
    if (token === '}') open.pop();
    else open.push(token.startsWith('@'));
    deepest = Math.max(deepest, open.filter((isAtRule) => isAtRule).length);
  }
  return deepest;
}

test('the theme is the only place with a colour of its own', async () => {
  const entries = await readdir('emails', { recursive: true });
  const sources = entries.filter((file) => /\.tsx?$/.test(file) && !/^theme.*\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(10);
  for (const file of sources) {
    expect(await readFile(`emails/${file}`, 'utf8'), file).not.toMatch(/#[\da-f]{3,8}\b(?!\w)|rgba?\(|hsla?\(/i);
  }
});
