import { DomUtils, parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import type { Edition } from '../../src/content/edition.ts';
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
