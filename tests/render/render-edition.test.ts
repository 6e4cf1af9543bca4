import { DomUtils, parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import type { Story } from '../../src/content/story.ts';
import { cutFields } from '../../src/foundation/merge-field.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { exampleEdition, exampleNewsletter, exampleStory, exampleTemplate } from './example.ts';

const everything = `It is nine, {{ subscriber.first_name | default: "there" }}. A **bold** claim, an _old_ one, a ~~struck~~ one.[^a]

> A quotation from elsewhere.

## What it means

- [x] dredged
- [ ] opened
  1. nested first
  2. nested second

| Quay | Tonnes |
|------|-------:|
| East | 12,000 |

\`\`\`js
const quay = "{{ subscriber.email }}";
\`\`\`

:::quote[Grace Hopper]
A ship in port is safe.
:::

:::stats
- 4.5 m: tonnes of sand
- 49%: finished
:::

:::passage{lang=ar dir=rtl}
هذه فقرة.
:::

日本語の段落です。

![A crane](<images/crane one.png> "The old crane") and [the plan](https://plan.example.com/?a=1&b=2).

[^a]: A note of its own.
`;
const story = exampleStory(everything, {
  summary: 'A standfirst above it all.',
  image: { src: 'images/harbour.png', alt: 'The harbour at dawn', credit: 'Portville Archive' },
  quote: { text: 'We built it twice.', by: 'The Mayor' },
  stats: [{ value: '$13B+', label: 'spent so far' }],
});
const template = await exampleTemplate();
const render = (stories: readonly Story[] = [story], changes = {}) =>
  renderEdition(exampleEdition(stories, changes), template, exampleNewsletter);

const words = (text: string): readonly string[] => text.match(/[\p{L}\p{N}$%+.,]*[\p{L}\p{N}][\p{L}\p{N}$%+]*/gu) ?? [];
const shown = (html: string): string => DomUtils.textContent(parseDocument(html));

const spoken = `It is nine A bold claim an old one a struck one A quotation from elsewhere What it means dredged opened nested first
  nested second Quay Tonnes East 12,000 const quay A ship in port is safe Grace Hopper 4.5 m tonnes of sand 49% finished
  هذه فقرة 日本語の段落です the plan A note of its own A standfirst above it all Portville Archive We built it twice
  The Mayor $13B+ spent so far A second harbour Harbours 01 Ada Lovelace Ben Okri The Portville Post Two harbours`;

test('every word of a story is in both parts', async () => {
  const { html, text } = await render([story], { intro: exampleStory('An opening word.').body });
  for (const [part, body] of Object.entries({ html: shown(html), text })) {
    const here = body.replace(/\s+/g, ' ');
    const missing = words(`${spoken.replace('Two harbours', '')} An opening word`).filter(
      (word) => !here.includes(word),
    );
    expect(missing, part).toEqual([]);
  }
  expect(html).toContain('alt="A crane"');
  expect(text).toContain('[Image: A crane]');
  expect(text).toContain('[Image: The harbour at dawn]');
});

test('what it gives is what the edition says, and the language and direction of the newsletter', async () => {
  const { html: _, text: __, ...rest } = await render();
  expect(rest).toEqual({
    id: '2026-04-27',
    template: 'digest',
    lang: 'en',
    dir: 'ltr',
    subject: 'Two harbours',
    preheader: 'And one sea.',
  });
  const arabic = await render([story], { lang: 'ar', dir: 'rtl' });
  expect([arabic.lang, arabic.dir]).toEqual(['ar', 'rtl']);
  expect(arabic.html).toContain('<html lang="ar" dir="rtl"');
});

test('merge fields survive in words, attributes, addresses, titles and the preheader', async () => {
  const name = '{{ subscriber.first_name | default: "there" }}';
  const fields = exampleStory(
    `Hello **${name}**, [read](<https://example.com/?u={{ subscriber.id }}&x=1>) or [leave](<{{ links.unsubscribe }}>).

![For ${name}](https://example.com/a.png "By ${name}")`,
    { headline: `News for ${name}`, authors: [name], image: { src: 'https://example.com/b.png', alt: name } },
  );
  const { html, text, subject, preheader } = await render([fields], {
    subject: `Hi ${name}`,
    preheader: `For ${name}`,
  });
  expect([subject, preheader]).toEqual([`Hi ${name}`, `For ${name}`]);
  for (const [body, as] of [
    [html, 'html'],
    [text, 'text'],
  ] as const) {
    const pieces = cutFields(body, as);
    expect(pieces.filter((piece) => piece.kind === 'malformed')).toEqual([]);
    const found = pieces.flatMap((piece) => (piece.kind === 'field' ? [piece.field] : []));
    expect(
      found.filter(({ path }) => path === 'subscriber.first_name').every((field) => field.default === 'there'),
    ).toBe(true);
    expect(new Set(found.map(({ path }) => path))).toEqual(
      new Set(['subscriber.first_name', 'subscriber.id', 'links.unsubscribe', 'links.web']),
    );
  }
  const attributes = DomUtils.findAll(() => true, parseDocument(html)).flatMap((element) =>
    Object.values(element.attribs),
  );
  expect(attributes).toContain('https://example.com/?u={{ subscriber.id }}&x=1');
  expect(attributes).toContain('{{ links.unsubscribe }}');
  expect(attributes).toContain(`For ${name}`);
  expect(attributes).toContain(name);
  expect(html).toContain(`<title>Hi ${name}</title>`);
});

test('braces in code are braces, whatever stands in them', async () => {
  const { html, text } = await render([exampleStory('Write `{{ subscriber.email }}` or:\n\n    {{ unknown }} {{')]);
  for (const [body, as] of [
    [html, 'html'],
    [text, 'text'],
  ] as const) {
    const pieces = cutFields(body, as);
    const plain = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
    expect(plain).toContain('{{ subscriber.email }}');
    expect(plain).toContain('{{ unknown }} {{');
    expect(pieces.filter((piece) => piece.kind === 'malformed')).toEqual([]);
    expect(pieces.every((piece) => piece.kind !== 'field' || piece.field.path.startsWith('links.'))).toBe(true);
  }
});

test("a story's quote and figures stand at its end, and its footnotes after them", async () => {
  const { html, text } = await render();
  for (const part of [html, text]) {
    const places = ['The Mayor', 'spent so far', 'A note of its own', 'The Portville Post'].map((words) =>
      part.lastIndexOf(words),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(part.indexOf('the plan'));
  }
});

test('the text part ends with the way out of the list', async () => {
  const { text } = await render();
  expect(text.trimEnd().split('\n').at(-1)).toBe('Unsubscribe: {{ links.unsubscribe }}');
});

test('images of the content folder are addressed under the public address', async () => {
  const { html } = await render();
  expect(html).toContain('src="https://news.example.com/images/crane%20one.png"');
  expect(html).toContain('src="https://news.example.com/images/harbour.png"');
});

test('an image of the content folder is an error when there is no public address', async () => {
  const { assetBase: _, ...homeless } = exampleNewsletter;
  await expect(renderEdition(exampleEdition([story]), template, homeless)).rejects.toMatchObject({
    code: 'IMAGE_WITHOUT_BASE',
    problems: [
      { what: 'The image images/crane one.png has no public address.', place: { file: 'content/stories/harbour.md' } },
      { what: 'The image images/harbour.png has no public address.', place: { file: 'content/stories/harbour.md' } },
    ],
  });
});

test('drawing changes nothing in the edition', async () => {
  const edition = exampleEdition([story]);
  const before = JSON.stringify(edition);
  await renderEdition(edition, template, exampleNewsletter);
  expect(JSON.stringify(edition)).toBe(before);
});

test('conditional comments open and close in turn, and none is nested', async () => {
  const { html } = await render([story, exampleStory(everything, { slug: 'other' })]);
  const marks = html.match(/<!--\[if [^\]]*\]>(?:<!-->)?|(?:<!--)?<!\[endif\]-->/g) ?? [];
  expect(marks.length).toBeGreaterThan(4);
  expect(marks.map((mark) => (mark.includes('[if') ? 'if' : 'endif'))).toEqual(
    marks.map((_, index) => (index % 2 === 0 ? 'if' : 'endif')),
  );
  expect(html).not.toMatch(/<!\[endif\]\/-->/);
});

test('the mail asks nobody for anything but its images', async () => {
  const { html } = await render();
  const remote = [...html.matchAll(/(?:src|background|href)=["']?(https?:[^"' >]+)|url\(([^)]+)\)|@import/g)].map(
    ([, a, b]) => a ?? b,
  );
  const elements = DomUtils.findAll(({ name }) => !['a', 'img'].includes(name), parseDocument(html));
  expect(elements.filter(({ attribs }) => attribs.src ?? attribs.href ?? attribs.background)).toEqual([]);
  expect(remote.every((address) => address?.startsWith('https://'))).toBe(true);
  expect(html).not.toContain('@import');
  expect(html).not.toContain('<link');
});
