import { DomUtils, parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import { renderEdition } from '../../src/render/render-edition.ts';
import { displayWidth } from '../../src/render/text/display-width.ts';
import { exampleEdition, exampleNewsletter, exampleStory, exampleTemplate } from '../render/example.ts';
import { cutConditionalComments, seenBy } from './conditional-comments.ts';
import { drawEveryMail } from './mails.ts';

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** What Outlook for Windows, which lays out with Word, takes as text and not as a cell: it drops their padding and borders. */
const flow = /^(?:div|p|span|blockquote|ul|ol|li|h[1-6]|pre|img|table)$/;
const blocks = /^(?:div|p|blockquote|li|h[1-6]|pre|t[dh]|body)$/;

const outlookSees = (html: string): readonly Element[] =>
  DomUtils.findAll(() => true, parseDocument(seenBy('outlook', cutConditionalComments(html))));

const declarationsOf = ({ attribs }: Element): readonly (readonly [string, string])[] =>
  (attribs.style ?? '').split(';').flatMap((text) => {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
    return name === '' ? [] : [[name, value] as const];
  });
const styleOf = (element: Element, name: string): string | undefined =>
  declarationsOf(element).findLast(([known]) => known === name)?.[1];

const describeElement = ({ name, attribs }: Element): string => `<${name} style="${attribs.style ?? ''}">`;

/** Images in a line whose height is exact: Word cuts them to it. The page sets every line so that does not say otherwise. */
const cutImages = (elements: readonly Element[]): readonly string[] =>
  elements
    .filter(({ name }) => name === 'img')
    .filter((image) => {
      let line = image.parent;
      while (line && !('name' in line && blocks.test(line.name))) line = line.parent;
      return !line || !('name' in line) || styleOf(line, 'mso-line-height-rule') !== 'at-least';
    })
    .map(({ attribs }) => attribs.alt || (attribs.src ?? ''));

const isNothing = (value: string): boolean => /^(?:0(?:px|auto)?|none|auto|\s)+$/.test(value);

/** Gaps and lines that Word leaves out. */
const lostLayout = (elements: readonly Element[]): readonly string[] =>
  elements
    .filter(({ name }) => flow.test(name))
    .filter((element) =>
      declarationsOf(element).some(
        ([name, value]) =>
          (/^(?:padding|border)(?:-(?:top|right|bottom|left))?$/.test(name) && !isNothing(value)) ||
          (element.name === 'table' && name.startsWith('margin') && !isNothing(value)),
      ),
    )
    .map(describeElement);

/** Fonts of Windows, those that come with a language included. */
const windowsFonts = [
  'Arial',
  'Batang',
  'Consolas',
  'David',
  'Georgia',
  'Nirmala UI',
  'Palatino Linotype',
  'SimSun',
  'Times New Roman',
  'Traditional Arabic',
  'Urdu Typesetting',
  'Yu Mincho',
];

/** The first fonts of all stacks, in styles and in `<style>`. */
function firstFonts(html: string): readonly string[] {
  const seen = html.replaceAll('&#x27;', "'").replaceAll('&quot;', "'");
  const stacks = [
    ...[...seen.matchAll(/font-family:([^;"}]+)/g)].map(([, stack]) => stack ?? ''),
    ...[...seen.matchAll(/[;"{\s]font:([^;"}]+)/g)].map(([, font]) => (font ?? '').replace(/^.*?\d+px\/\S+\s+/, '')),
  ];
  return [...new Set(stacks.map((stack) => (stack.split(',')[0] ?? '').replaceAll("'", '').trim()))];
}

type Shape = { readonly label: string; readonly width: number };

const shapesIn = (html: string): readonly Shape[] =>
  outlookSees(html)
    .filter(({ name }) => name === 'v:roundrect')
    .map((shape) => ({
      label: DomUtils.textContent(shape),
      width: Number.parseFloat(styleOf(shape, 'width') ?? '0'),
    }));

/** A letter of bold Arial in 14 pixels is 8 wide on average; beside the label there is to be some ground. */
const tooNarrow = (shapes: readonly Shape[]): readonly Shape[] =>
  shapes.filter(({ label, width }) => width < displayWidth(label) * 8 + 32);

const mails = await drawEveryMail();

test.each(mails)('$name: no image stands in a line of exact height', ({ html }) => {
  expect(cutImages(outlookSees(html))).toEqual([]);
});

test.each(mails)('$name: every gap is a margin or in a cell, and every line is the border of a cell', ({ html }) => {
  expect(lostLayout(outlookSees(html))).toEqual([]);
});

test.each(mails)('$name: every list of fonts begins with one that Windows has', ({ html }) => {
  const first = firstFonts(html);
  expect(first.length).toBeGreaterThan(1);
  expect(first.filter((font) => !windowsFonts.includes(font))).toEqual([]);
});

test.each(mails)('$name: every shape has room for its label', ({ html }) => {
  expect(tooNarrow(shapesIn(html))).toEqual([]);
});

test.each(['Go', 'Read everything that the harbour office has written on it', '港のクレーンは待つことを覚えた'])(
  'a button that says "%s" is as wide as that in Outlook, and hardly wider',
  async (name) => {
    const edition = exampleEdition([], { sections: [] });
    const newsletter = { ...exampleNewsletter, name };
    const { html } = await renderEdition(edition, await exampleTemplate('welcome'), newsletter);
    const shapes = shapesIn(html);
    expect(shapes).toHaveLength(1);
    expect(tooNarrow(shapes)).toEqual([]);
    for (const { label, width } of shapes) expect(width).toBeLessThan(displayWidth(label) * 9 + 80);
  },
);

test('images among words, in lists, tables, headings, quotes and links are shown whole, those in Markdown too', async () => {
  const image = '![A crane](https://example.com/crane.png)';
  const places = [
    image,
    `Words before ${image} and after`,
    `[${image}](https://example.com)`,
    `*${image}*`,
    `## ${image}`,
    `- ${image}\n- words ${image}`,
    `> ${image}`,
    `| a | b |\n|---|---|\n| ${image} | c |`,
    `:::quote\n${image}\n:::`,
  ];
  const edition = exampleEdition([exampleStory(places.join('\n\n'))]);
  const { html } = await renderEdition(edition, await exampleTemplate(), exampleNewsletter);
  const elements = outlookSees(html);
  expect(elements.filter(({ name }) => name === 'img')).toHaveLength(places.length + 1);
  expect(cutImages(elements)).toEqual([]);
});

test('what Outlook would drop or cut is found', () => {
  const image = '<img src="https://example.com/a.png" alt="A">';
  expect(cutImages(outlookSees(`<p style="line-height:28px">${image}</p>`))).toEqual(['A']);
  expect(cutImages(outlookSees(`<div style="mso-line-height-rule:at-least"><a>${image}</a></div>`))).toEqual([]);
  expect(
    lostLayout(outlookSees('<p style="padding-top:14px">a</p><div style="border-top:1px solid red">b</div>')),
  ).toHaveLength(2);
  expect(
    lostLayout(outlookSees('<table style="margin-top:8px"><td style="padding:8px;border:1px solid red"></td></table>')),
  ).toHaveLength(1);
  expect(
    firstFonts('<p style="font:14px/22px Menlo,Consolas">a</p><b style="font-family:\'New York\',serif">b</b>'),
  ).toEqual(['New York', 'Menlo']);
  expect(tooNarrow([{ label: 'Read everything that there is', width: 240 }])).toHaveLength(1);
});
