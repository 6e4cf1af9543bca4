import type { Root } from 'mdast';
import { expect, test } from 'vitest';
import { displayWidth } from '../../src/render/text/display-width.ts';
import { writeText } from '../../src/render/write-text.ts';
import { exampleEdition, exampleNewsletter, exampleStory } from './example.ts';

const write = (markdown: string, changes = {}): string =>
  writeText({
    edition: exampleEdition([exampleStory(markdown, { sources: [], ...changes })]),
    newsletter: exampleNewsletter,
  });

/** What stands between the byline and the foot. */
const body = (markdown: string, changes = {}): string => {
  const [, rest = ''] = write(markdown, changes).split('By Ada Lovelace, Ben Okri\n\n');
  return rest.slice(0, rest.indexOf(`\n\n${'-'.repeat(72)}\n`));
};

test('an edition reads as a page of its own', () => {
  const edition = exampleEdition(
    [
      exampleStory('The first.'),
      exampleStory('The second.', { slug: 'b', headline: 'Another', storyNumber: '02', authors: [], sources: [] }),
    ],
    { intro: exampleStory('Good evening, {{ subscriber.first_name | default: "all" }}.').body },
  );
  expect(writeText({ edition, newsletter: exampleNewsletter })).toBe(`The Vault AI
============
Monday, 27 April 2026

Good evening, {{ subscriber.first_name | default: "all" }}.

  01  A second harbour (1 min)
  02  Another (1 min)

------------------------------------------------------------------------

01 · Harbours

A second harbour
================
By Ada Lovelace, Ben Okri

The first.

Sources
- The Portville Post https://post.example.com/harbour

------------------------------------------------------------------------

02 · Harbours

Another
=======

The second.

------------------------------------------------------------------------

You get this because you asked for it.

1 Harbour Street, Portville

Read in a browser: {{ links.web }}
Unsubscribe: {{ links.unsubscribe }}
`);
});

test('a section has its title under the line that parts it from what came before, and its name is said once', () => {
  const story = (slug: string, changes = {}) =>
    exampleStory('Words.', { slug, headline: `The ${slug}`, authors: [], sources: [], ...changes });
  const [lead, second, other] = [
    story('lead', { category: 'harbours' }),
    story('second', { category: 'harbours', storyNumber: undefined }),
    story('other', { category: 'Law' }),
  ];
  const sections = [
    { title: 'Harbours', stories: [lead, second] },
    { title: 'Elsewhere', stories: [other] },
  ];
  const edition = exampleEdition([lead, second, other], { sections });
  const written = writeText({ edition, newsletter: exampleNewsletter });
  const rule = '-'.repeat(72);
  expect(written.slice(written.indexOf(rule), written.indexOf(`\n${rule}\n\nYou get`))).toBe(`${rule}

Harbours

01

The lead
========

Words.

${rule}

The second
==========

Words.

${rule}

Elsewhere

01 · Law

The other
=========

Words.
`);
});

test('lines are at most 72 columns wide, but for addresses and code', () => {
  const long = `${'A sentence that goes on. '.repeat(20)}\n\n- ${'item words '.repeat(20)}\n  - ${'deeper '.repeat(30)}\n\n> ${'quoted words '.repeat(20)}\n\n${'日本語の長い文章、'.repeat(20)}`;
  const lines = write(long).split('\n');
  expect(lines.filter((line) => displayWidth(line) > 72)).toEqual([]);
  expect(lines.filter((line) => displayWidth(line) > 60).length).toBeGreaterThan(15);
});

test('a Japanese line never begins with a comma or a full stop', () => {
  const lines = body('港は二度つくられた。、'.repeat(40)).split('\n');
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter((line) => /^[、。]/.test(line))).toEqual([]);
  expect(lines.join('')).toBe('港は二度つくられた。、'.repeat(40));
});

test('a French line never begins with the colon of the line before', () => {
  const markdown = Array.from({ length: 40 }, (_, words) => `${'x '.repeat(words)}![une grue](https://e.com/1.png)`);
  const text = write(markdown.join('\n\n'), { lang: 'fr' });
  expect(text).toContain('[Image\u00a0: une grue]');
  expect(text).not.toMatch(/^:/m);
});

test('a merge field is never broken by the end of a line', () => {
  const field = '{{ subscriber.first_name | default: "my dear friend" }}';
  for (let words = 0; words < 40; words += 1) {
    expect(body(`${'x '.repeat(words)}${field}, yes ${field}。日本${field}`)).toContain(field);
    expect(body(`${'x '.repeat(words)}${field}, yes ${field}。日本${field}`).split(field)).toHaveLength(4);
  }
});

test('links are numbered through the mail and listed under their story', () => {
  const stories = [
    exampleStory('See [one](https://one.example), [two](https://two.example) and [one again](https://one.example).'),
    exampleStory(
      'See [three](https://three.example), <https://four.example>, [mail](mailto:a@b.example) and <c@d.example>.',
      { slug: 'b' },
    ),
  ];
  const text = writeText({ edition: exampleEdition(stories), newsletter: exampleNewsletter });
  expect(text).toContain(
    'See one [1], two [2] and one again [1].\n\n[1] https://one.example\n[2] https://two.example\n',
  );
  expect(text).toContain(
    'See three [3], https://four.example, mail [4] and c@d.example.\n\n[3] https://three.example\n[4] mailto:a@b.example\n',
  );
});

test('lists keep their marks, numbers, boxes and nesting', () => {
  expect(
    body('- a\n- b\n  - c\n\n9. nine\n10. ten\n\n- [x] done\n- [ ] open\n\n* loose\n\n  second paragraph\n\n* other'),
  ).toBe('- a\n- b\n  - c\n\n 9. nine\n10. ten\n\n- [x] done\n- [ ] open\n\n- loose\n\n  second paragraph\n\n- other');
});

test('a table is set in columns, and as lists where it is too wide', () => {
  expect(body('| Quay | Tonnes |\n|---|--:|\n| East | 12 |\n| 北 | 3,000 |')).toBe(
    'Quay  Tonnes\n----  ------\nEast      12\n北     3,000',
  );
  const wide = 'many words in a cell '.repeat(2).trim();
  expect(body(`| Quay | Words |\n|---|---|\n| East ${wide} | ${wide} |\n| West | ${wide} |`)).toBe(
    `Quay: East ${wide}\nWords: ${wide}\n\nQuay: West\nWords: ${wide}`,
  );
});

test('figures, quotes, code, footnotes, headings and lines each have their way', () => {
  expect(
    body(
      'A note.[^n]\n\n## Heading\n\n### Smaller\n\n> said\n> twice\n>\n> - in a list\n\n    code  {{ x }}\n      deep\n\n---\n\n:::quote[Someone]\nSpoken.\n:::\n\n:::stats\n- $13B+: spent\n- 4%: left over\n:::\n\n[^n]: The note.',
    ),
  ).toBe(`A note.(1)

Heading
-------

Smaller
.......

> said twice
>
> - in a list

    code  {{ "{{" }} x }}
      deep

                                  * * *

    Spoken.
    — Someone

  $13B+  spent
     4%  left over

(1) The note.`);
});

test('a line under a heading is no wider than the page, however long a word in it is', () => {
  const long = `https://example.com/${'harbour-'.repeat(20)}`;
  const lines = write(`## ${long}`, { headline: long }).split('\n');
  expect(lines.filter((line) => line.startsWith(long))).toHaveLength(2);
  expect(lines.filter((line) => /^[-=]+$/.test(line) && line.length > 72)).toEqual([]);
});

test('an image is what it shows and its caption; one that decorates leaves nothing, no empty lines either', () => {
  const image = { type: 'image', url: 'https://e.com/a.png' } as const;
  const images: Root = {
    type: 'root',
    children: [
      { type: 'paragraph', children: [{ type: 'text', value: 'Before.' }] },
      { type: 'paragraph', children: [{ ...image, alt: '' }] },
      { type: 'paragraph', children: [{ ...image, alt: 'A crane', title: 'The old one.' }] },
    ],
  };
  expect(body('', { body: images })).toBe('Before.\n\n[Image: A crane] The old one.');
});

test('a story in short that has no summary leaves no empty lines', () => {
  const stories = [exampleStory('Lead.'), exampleStory('', { slug: 'b', headline: 'Picture', summary: '' })];
  const text = writeText({ edition: exampleEdition(stories, { show: 'summary' }), newsletter: exampleNewsletter });
  expect(text).toContain('Picture\n=======\nBy Ada Lovelace, Ben Okri\n\nRead on:');
});

test('a standfirst is printed above the body', () => {
  expect(body('First. Paragraph.', { standfirst: 'A standfirst.' })).toBe('A standfirst.\n\nFirst. Paragraph.');
});

test('text is as wide as a terminal shows it: emoji of several characters, and wide ones', () => {
  // A family is one sign, whatever it is made of.
  expect(['👩‍👩‍👧', '🇯🇵', '日本', 'ｆｕｌｌ', 'é', 'e\u0301', 'naïve—“quoted”', ''].map(displayWidth)).toEqual([
    2, 2, 4, 8, 1, 1, 14, 0,
  ]);
  expect(displayWidth('{{ subscriber.first_name | default: "there" }}')).toBe(5);
});
