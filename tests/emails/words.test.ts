import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomUtils, parseDocument } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createModuleLoader } from '../../src/config/module-loader.ts';
import type { Edition } from '../../src/content/edition.ts';
import { loadTemplate } from '../../src/render/load-template.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import type { Template } from '../../src/render/template-props.ts';
import { exampleEdition, exampleNewsletter, exampleStory, exampleTemplate } from '../render/example.ts';

const newsletter = { ...exampleNewsletter, preferences: 'https://e.com/preferences' };
const sponsor = { name: 'Brasswick', text: '70 %', url: 'https://brasswick.example' };
const markdown = '1.[^1]\n\n![2](https://e.com/2.png)\n\n[^1]: 3.';
const stories = ['01', '02', '03'].map((storyNumber) =>
  exampleStory(markdown, { slug: `s${storyNumber}`, storyNumber, summary: '4.', authors: ['A', 'B'] }),
);

/** What a reader sees of the HTML, and the text part. */
async function read(template: Template, changes: Partial<Edition> = {}): Promise<{ html: string; text: string }> {
  const edition = exampleEdition(changes.stories ?? stories, { number: 117, sponsor, show: 'summary', ...changes });
  const { html, text } = await renderEdition(edition, template, newsletter);
  const page = parseDocument(html.replace(/<style.*?<\/style>/gs, ''));
  const spoken = DomUtils.findAll(({ attribs }) => 'aria-label' in attribs, page).map(
    ({ attribs }) => attribs['aria-label'],
  );
  return { html: [DomUtils.textContent(page), ...spoken].join('\n'), text };
}

const english =
  /In this edition|\bBy\b|\band\b|\bNo\.|\bmin\b|\bstories\b|Read on|sponsor|Sources|Notes|Back to|Preferences|Unsubscribe|Read in|Image/;

describe.each([
  {
    lang: 'ar',
    html: [
      'في هذا العدد',
      '3 مقالات',
      'بقلم A وB',
      'مدة القراءة: دقيقة واحدة',
      'الهوامش',
      'العودة إلى النص',
      'متابعة القراءة ←',
    ],
    both: ['العدد 117', 'المصادر', 'إعلان', 'التفضيلات', 'إلغاء الاشتراك', 'القراءة في المتصفح'],
    text: ['بقلم A، B', '[صورة: 2]', 'متابعة القراءة: {{ links.web }}#story-s02 (دقيقة)', 'إعلان\n\nBrasswick: 70 %'],
  },
  {
    lang: 'de',
    html: [
      'In dieser Ausgabe',
      '3\u00a0Beiträge',
      'Von A und B',
      '1\u00a0Min. Lesezeit',
      'Anmerkungen',
      'Zurück zum Text',
      'Weiterlesen →',
    ],
    both: ['Nr.\u00a0117', 'Quellen', 'Anzeige', 'Einstellungen', 'Abbestellen', 'Im Browser lesen'],
    text: [
      'Von A, B',
      '[Bild: 2]',
      'Weiterlesen: {{ links.web }}#story-s02 (1\u00a0Min.)',
      'Abbestellen: {{ links.unsubscribe }}',
    ],
  },
  {
    lang: 'ja',
    html: [
      '今号の目次',
      '記事3本',
      '文＝A、B',
      '約1分で読めます',
      '本文に戻る',
      '続きを読む →',
      '続きを読む：A second harbour',
    ],
    both: ['第117号', '出典', '広告', '配信設定', '配信停止', 'ブラウザーで読む'],
    text: ['文＝A、B', '[画像：2]', '続きを読む：{{ links.web }}#story-s02 (1分)', '配信停止：{{ links.unsubscribe }}'],
  },
])('an edition in $lang', async ({ lang, html, both, text }) => {
  const mail = await read(await exampleTemplate(), { lang, ...(lang === 'ar' ? { dir: 'rtl' } : {}) });

  test('says what the templates add in its language, in the HTML', () => {
    expect([...html, ...both].filter((words) => !mail.html.includes(words))).toEqual([]);
  });

  test('says it in its language in the text part too', () => {
    expect([...text, ...both].filter((words) => !mail.text.includes(words))).toEqual([]);
  });

  test('has none of it in English', () => {
    expect(english.exec(mail.html)?.[0]).toBeUndefined();
    expect(english.exec(mail.text)?.[0]).toBeUndefined();
  });
});

test('an English edition has all of it in English', async () => {
  const { html, text } = await read(await exampleTemplate());
  for (const words of [
    'In this edition',
    '3 stories',
    'By A and B',
    '1 min read',
    'Notes',
    'Back to the text',
    'Read on →',
  ])
    expect(html).toContain(words);
  for (const words of ['By A, B', '[Image: 2]', 'Read on: {{ links.web }}#story-s02 (1 min)'])
    expect(text).toContain(words);
  for (const words of ['No. 117', 'Sources', 'From our sponsor', 'Preferences', 'Unsubscribe', 'Read in a browser']) {
    expect(html).toContain(words);
    expect(text).toContain(words);
  }
});

test('a story in another language speaks that one, and the page around it its own', async () => {
  const [first, second] = ['en', 'ar'].map((lang) =>
    exampleStory('1.', { slug: lang, authors: ['A'], lang, ...(lang === 'ar' ? { dir: 'rtl' } : {}) }),
  );
  const mail = await read(await exampleTemplate(), { show: 'full', stories: [first, second].flatMap((s) => s ?? []) });
  for (const part of [mail.html, mail.text]) {
    for (const words of ['By A', 'Sources', 'بقلم A', 'المصادر', 'Unsubscribe']) expect(part).toContain(words);
    expect(part).not.toContain('إلغاء الاشتراك');
  }
  expect(mail.html).toContain('In this edition');
});

describe('what a newsletter says in its own way', () => {
  let folder = '';
  let loader: ReturnType<typeof createModuleLoader>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'masthead-words-'));
    await cp('emails', join(folder, 'emails'), { recursive: true });
    const own = `{
      en: { sponsor: 'With thanks to', by: (names) => 'Words: ' + names, unsubscribe: 'Goodbye' },
      de: { unsubscribe: 'Auf Wiedersehen' },
      cy: { unsubscribe: 'Hwyl fawr' },
    }`;
    await writeFile(join(folder, 'emails/words.ts'), `export const words = ${own};\n`);
    loader = createModuleLoader({ folder });
  });
  afterAll(async () => {
    await loader.close();
    await rm(folder, { recursive: true, force: true });
  });
  const load = (name: string) => loadTemplate(name, { folder, templates: 'emails', importModule: loader.importModule });

  test.each(['digest', 'evening', 'story', 'welcome'])('%s says in the HTML and in the text', async (name) => {
    const mail = await read(await load(name));
    for (const part of [mail.html, mail.text]) {
      for (const words of ['With thanks to', 'Words: A', 'Goodbye', 'Sources']) expect(part).toContain(words);
      expect(part).not.toMatch(/Unsubscribe|From our sponsor/);
    }
  });

  test.each([
    ['de', ['Auf Wiedersehen', 'Von A', 'Anzeige']],
    ['cy', ['Hwyl fawr', 'By A', 'From our sponsor']],
  ])('is said in its own language alone (%s)', async (lang, expected) => {
    const mail = await read(await load('digest'), { lang });
    for (const part of [mail.html, mail.text]) {
      expect(expected.filter((words) => !part.includes(words))).toEqual([]);
      expect(part).not.toMatch(/Goodbye|With thanks/);
    }
  });
});
