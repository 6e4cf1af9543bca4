import { DomUtils, parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import type { Edition } from '../../src/content/edition.ts';
import type { Story } from '../../src/content/story.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { exampleEdition, exampleNewsletter, exampleStory, exampleTemplate } from '../render/example.ts';

const stories = ['lead', 'second', 'third'].map((slug) =>
  exampleStory(`The body of the ${slug}.`, { slug, headline: `The ${slug}`, summary: `The ${slug} in short.` }),
);
const render = async (changes: Partial<Edition> = {}, { template = 'digest', newsletter = exampleNewsletter } = {}) =>
  renderEdition(exampleEdition(changes.stories ?? stories, changes), await exampleTemplate(template), newsletter);
const linksIn = (html: string): readonly string[] =>
  DomUtils.findAll(({ name }) => name === 'a', parseDocument(html)).map(({ attribs }) => attribs.href ?? '');

test('an edition in short has its lead in full, and of the others the summary and the way to the rest', async () => {
  const own = {
    ...exampleStory('Not here.', { slug: 'own', headline: 'Own', summary: 'Short.' }),
    url: 'https://e.com/own',
  };
  const { html, text } = await render({ stories: [...stories, own], show: 'summary' });
  for (const part of [html, text]) {
    expect(part).toContain('The body of the lead.');
    expect(part).not.toContain('The body of the second.');
    expect(part).toContain('The second in short.');
    expect(part).not.toContain('Not here.');
  }
  expect(linksIn(html)).toContain('{{ links.web }}#story-second');
  expect(linksIn(html)).toContain('https://e.com/own');
  expect(text).toContain('Read on: {{ links.web }}#story-second');
  expect(text).toContain('Read on: https://e.com/own');
});

test('the arrow of "read on" points the way that a right-to-left edition is read', async () => {
  expect((await render({ show: 'summary' })).html).toContain('Read on →');
  expect((await render({ show: 'summary', lang: 'ar', dir: 'rtl' })).html).toContain('متابعة القراءة ←');
});

test('nothing is slanted in a script that has no italics', async () => {
  const image = { src: 'https://e.com/1.png', alt: 'رافعة' };
  const pictured = stories.map((story) => ({ ...story, image }));
  const sections = [{ title: 'الموانئ', stories: pictured }];
  const isSlanted = async (lang: string): Promise<boolean> =>
    /italic/.test((await render({ stories: pictured, sections, lang })).html);
  expect(await isSlanted('ar')).toBe(false);
  expect(await isSlanted('en')).toBe(true);
});

test('a sponsor is marked as one, after the lead', async () => {
  const sponsor = {
    name: 'Brasswick',
    text: 'Cranes that wait.',
    url: 'https://brasswick.example',
    image: { src: 'images/b.png', alt: 'A crane', width: 1200, height: 300 },
  };
  const { html, text } = await render({ sponsor });
  for (const part of [html, text]) {
    const places = [
      'The body of the lead.',
      'From our sponsor',
      'Brasswick',
      'Cranes that wait.',
      'The body of the second.',
    ];
    const found = places.map((words) => part.indexOf(words));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  }
  expect(html).toContain('src="https://news.example.com/images/b.png" alt="A crane" width="560" height="140"');
  expect(linksIn(html)).toContain('https://brasswick.example');
});

test('an edition has its number at its head, and preferences at its foot where there are some', async () => {
  const preferences = 'https://e.com/p?u={{ subscriber.id }}';
  const { html, text } = await render({ number: 117 }, { newsletter: { ...exampleNewsletter, preferences } });
  for (const part of [html, text]) {
    expect(part).toContain('No. 117');
    expect(part).toContain(preferences);
  }
  expect((await render()).html).not.toContain('Preferences');
});

test('under the title of a section its name is not said again, and no line is drawn under the line', async () => {
  const [lead, second, third] = stories.map((story) => ({ ...story, category: 'harbours' }));
  if (!lead || !second || !third) return expect.unreachable();
  const other = { ...third, category: 'Law' };
  const sections = [
    { title: 'Harbours', stories: [lead, second] },
    { title: 'Law', stories: [other] },
  ];
  const { html } = await render({ stories: [lead, second, other], sections });
  expect(html.match(/>harbours</gi)).toEqual(['>Harbours<']);
  expect(html.match(/Law</g)).toHaveLength(1);
  // Of three stories only the second has a line of its own: the others stand right under a title.
  expect(html.match(/class="bar" style="border-top:1px solid/g)).toHaveLength(1);
});

test('a story in short that has no summary shows its image, and no empty paragraph', async () => {
  const image = { src: 'https://e.com/a.png', alt: 'A crane' };
  const [lead, second] = stories;
  if (!lead || !second) return expect.unreachable();
  const { html } = await render({ stories: [lead, { ...second, summary: '', image }], show: 'summary' });
  expect(html).toContain('alt="A crane"');
  expect(html).not.toMatch(/<p[^>]*><\/p>/);
});

test('the headings of an intro stand under an h1 in a mail of one story too', async () => {
  const intro = exampleStory('## What is new\n\n### And what is not').body;
  const headings = async (changes: Partial<Edition>) => {
    const { html } = await render({ stories: stories.slice(0, 1), ...changes }, { template: 'story' });
    return [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  };
  expect(await headings({ intro })).toEqual([1, 2, 3, 2]);
  expect(await headings({})).toEqual([1]);
});

test('after a short preheader, an inbox finds spaces and not the first words of the mail', async () => {
  const hidden = async (preheader: string) =>
    /<div style="display:none[^>]*>(.*?)<\/div>/.exec((await render({ preheader })).html)?.[1] ?? '';
  expect(await hidden('And one sea.')).toMatch(/^And one sea\.(?:\u00a0\u034f\u200c){138}$/);
  expect(await hidden('x'.repeat(150))).toBe('x'.repeat(150));
  expect((await render({ preheader: 'And one sea.' })).preheader).toBe('And one sea.');
});

test('a quote of the front matter and one in the body look alike', async () => {
  const [story] = stories;
  if (!story) return expect.unreachable();
  const quotes = async (changes: Partial<Story>) =>
    /<blockquote.*?<\/blockquote>/
      .exec((await render({ stories: [{ ...story, ...changes }] })).html)?.[0]
      .replace(' class="last"', '');
  const inBody = await quotes({ body: exampleStory(':::quote[Ann]\nWait.\n:::').body });
  expect(inBody).toContain('Wait.');
  expect(await quotes({ quote: { text: 'Wait.', by: 'Ann' } })).toBe(inBody);
});

test('many sources are a list, a few are a line', async () => {
  const [story] = stories;
  if (!story) return expect.unreachable();
  const sources = Array.from({ length: 9 }, (_, at) => ({ name: `Paper ${at}`, url: `https://e.com/${at}` }));
  const items = async (count: number) =>
    ((await render({ stories: [{ ...story, sources: sources.slice(0, count) }] })).html.match(/<li>/g) ?? []).length;
  expect([await items(8), await items(9)]).toEqual([0, 9]);
});

test('the arrow back from a footnote is large enough for a finger', async () => {
  const [story] = stories;
  if (!story) return expect.unreachable();
  const { html } = await render({ stories: [{ ...story, body: exampleStory('Words.[^1]\n\n[^1]: Note.').body }] });
  expect(html).toMatch(/aria-label="Back to the text"[^>]*style="[^"]*padding:13px 14px[^"]*"[^>]*>↩/);
});

test('a column is set from the side on which its lines begin, from right to left too', async () => {
  const [story] = stories;
  if (!story) return expect.unreachable();
  const body = exampleStory('| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |').body;
  const sides = async (changes: Partial<Edition>) =>
    [
      ...(await render({ stories: [{ ...story, body }], ...changes })).html.matchAll(
        /<t[hd] class="(?:muted bar|cell rule)"[^>]*text-align:(\w+)/g,
      ),
    ].map(([, side]) => side);
  expect(await sides({})).toEqual(['left', 'right', 'center', 'left', 'right', 'center']);
  expect(await sides({ lang: 'ar', dir: 'rtl' })).toEqual(['right', 'left', 'center', 'right', 'left', 'center']);
});

test('a reading time is never broken over two lines', async () => {
  const { html } = await render();
  expect(html).toContain('<span style="white-space:nowrap">1 min read</span>');
  expect(html.match(/<td[^>]*white-space:nowrap">1 min<\/td>/g)).toHaveLength(stories.length);
});

test('in a list of some tasks, the other items keep their marks, and the box stands for the mark of a task', async () => {
  const [story] = stories;
  if (!story) return expect.unreachable();
  const { html } = await render({ stories: [{ ...story, body: exampleStory('- port\n- [x] quay').body }] });
  expect(html).toMatch(/<ul style="margin:0 0 \d+px 26px;padding:0">\s*<li style="margin:0 0 6px">port<\/li>/);
  expect(html).toMatch(/<li style="margin:0 0 6px;list-style:none"><span[^>]*>☑\ufe0e\u00a0<\/span>quay<\/li>/);
});

test('a welcome needs no story, and has one h1 and a button to the newsletter', async () => {
  const { html, text } = await render(
    { stories: [], sections: [{ stories: [] }], intro: exampleStory('Welcome, and thank you.').body },
    { template: 'welcome' },
  );
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html).toContain('Welcome, and thank you.');
  expect(linksIn(html)).toContain(exampleNewsletter.url);
  expect(text).toContain('Welcome, and thank you.');
});

test('a digest without stories is whole', async () => {
  const { html } = await render({ stories: [], sections: [{ stories: [] }] });
  expect(html).not.toContain('In this edition');
  expect(html).toContain('Unsubscribe');
});

test('the button is a shape in Outlook and a link elsewhere, both to the same place', async () => {
  const newsletter = { ...exampleNewsletter, name: 'A "B" & <C> -->', url: 'https://e.com/?a=1&b=2' };
  const { html } = await render({ stories: [], sections: [] }, { template: 'welcome', newsletter });
  expect(html).toMatch(/<!--\[if mso\]><v:roundrect [^>]*href="https:\/\/e\.com\/\?a=1&amp;b=2"/);
  expect(html).toContain('Go to A &quot;B&quot; &amp; &lt;C&gt; --&gt;</center></v:roundrect><![endif]-->');
  expect(linksIn(html)).toContain(newsletter.url);
});
