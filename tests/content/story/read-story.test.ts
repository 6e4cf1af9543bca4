import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readFiles, readOneStory, storyText, tell } from '../newsletter-folder.ts';

const harbour = await readFile('content/images/harbour.png');
const png = new Uint8Array([137, 80, 78, 71]);

describe('a story', () => {
  test('gives its front matter and its body as plain data', async () => {
    const frontMatter = `headline: "Cranes: a wait"
story_number: "01"
authors: [Ann, Bo]
sources:
  - name: Port
    url: https://example.com/port
tags: [harbour]
lang: pt-BR
dir: ltr
quote: { text: Wait., by: Mira }
stats:
  - { value: 27%, label: slower }`;
    const { story, problems } = await readOneStory(storyText(frontMatter, 'One *two*.\n\n> Three'));
    expect(problems).toEqual([]);
    expect(story).toEqual({
      headline: 'Cranes: a wait',
      slug: 'first',
      category: 'news',
      storyNumber: '01',
      date: '2026-04-27',
      authors: ['Ann', 'Bo'],
      sources: [{ name: 'Port', url: 'https://example.com/port' }],
      summary: 'One two.',
      minutes: 1,
      tags: ['harbour'],
      draft: false,
      lang: 'pt-BR',
      dir: 'ltr',
      quote: { text: 'Wait.', by: 'Mira' },
      stats: [{ value: '27%', label: 'slower' }],
      body: expect.objectContaining({ type: 'root' }),
      file: 'content/stories/story.md',
    });
    expect(JSON.parse(JSON.stringify(story))).toEqual(story);
    expect(JSON.stringify(story)).not.toContain('"position"');
  });

  test('needs a headline, a slug, a category and a date, and nothing else', async () => {
    const { problems } = await readOneStory('---\ntags: []\n---\nWords\n');
    expect(problems.map(tell)).toEqual([
      'KEY_MISSING 1: headline is missing.',
      'KEY_MISSING 1: slug is missing.',
      'KEY_MISSING 1: category is missing.',
      'KEY_MISSING 1: date is missing.',
    ]);
    expect((await readOneStory(storyText())).codes).toEqual([]);
  });

  test('may leave a key without a value, where the key may be missing', async () => {
    expect((await readOneStory(storyText('tags:\nsummary:\nimage:'))).codes).toEqual([]);
    expect((await readOneStory(storyText('headline:'))).problems.map(tell)).toEqual([
      'KEY_MISSING 5: headline is missing.',
    ]);
    expect((await readOneStory(storyText('headline: " "'))).problems.map(tell)).toEqual([
      'KEY_MISSING 5: headline is empty.',
    ]);
  });

  test('reports everything wrong in it at once, by line', async () => {
    const frontMatter = `story_number: 01
date: 2026-02-30
slug: Not a slug!
sources:
  - name: A
    url: https://a.example
  - nmae: B
    url: ftp://b.example
draft: yes
authors: Ann
dir: up
image: { src: images/gone.png, alt: "" }
autors: [Bo]`;
    const { problems } = await readOneStory(storyText(frontMatter, '[x](/relative)\n\n:::quot\n:::'));
    expect(problems.map(tell)).toEqual([
      'VALUE_INVALID 4: story_number must be text.',
      'DATE_INVALID 5: date is not a day of the calendar.',
      'SLUG_INVALID 6: slug cannot serve as a slug.',
      'KEY_MISSING 10: sources[1].name is missing.',
      'KEY_UNKNOWN 10: There is no key sources[1].nmae.',
      'ADDRESS_REFUSED 11: sources[1].url is not a web address.',
      'VALUE_INVALID 12: draft must be true or false.',
      'VALUE_INVALID 13: authors must be a list.',
      'VALUE_INVALID 14: dir must be ltr or rtl.',
      'IMAGE_NOT_FOUND 15: There is no image images/gone.png.',
      'KEY_UNKNOWN 16: There is no key autors.',
      'ADDRESS_REFUSED 19: The link /relative cannot stand in a mail.',
      'DIRECTIVE_UNKNOWN 21: There is no block `:::quot`.',
    ]);
    const fixes = Object.fromEntries(problems.map(({ what, fix }) => [what, fix]));
    expect(fixes['story_number must be text.']).toBe('Put it in quotes: `story_number: "01"`.');
    expect(fixes['There is no key sources[1].nmae.']).toBe('Did you mean name?');
    expect(fixes['There is no key autors.']).toBe('Did you mean authors?');
    expect(fixes['slug cannot serve as a slug.']).toBe('Write it like not-a-slug.');
  });

  test.each(['2026-13-01', '2025-02-29', '2026-4-7', '27.04.2026', '2026-04-27T10:00:00Z'])(
    'cannot have the date %s',
    async (date) => {
      expect((await readOneStory(storyText(`date: ${date}`))).codes).toEqual(['DATE_INVALID']);
    },
  );

  test('keeps line breaks and control characters out of every line of text', async () => {
    const { story } = await readOneStory(
      storyText('headline: "A\\r\\nBcc: b@example.com\\x07"\nsummary: |\n  One\n  two'),
    );
    expect([story?.headline, story?.summary]).toEqual(['A Bcc: b@example.com', 'One two']);
  });

  test('says that a language tag is none', async () => {
    expect((await readOneStory(storyText('lang: no such thing'))).problems.map(tell)).toEqual([
      'VALUE_INVALID 6: lang is not a language.',
    ]);
  });
});

describe('the body of a story', () => {
  test.each(['# A Headline!', '## a *headline*', 'A Headline\n==='])(
    'does not repeat the headline: %j',
    async (heading) => {
      const { story } = await readOneStory(storyText('', `${heading}\n\nWords.\n\n# A headline\n`));
      expect(story?.body.children.map(({ type }) => type)).toEqual(['paragraph', 'heading']);
    },
  );

  test('keeps a first heading that says something else', async () => {
    const { story } = await readOneStory(storyText('', '# Another\n\nWords.'));
    expect(story?.body.children.map(({ type }) => type)).toEqual(['heading', 'paragraph']);
  });

  test('gives the summary from its first paragraph, merge fields and literal braces kept', async () => {
    const body =
      '## Heading\n\n![""](https://a.example/a.png)\n\nDear {{ subscriber.first_name }}, **see** `{{ x }}`\n[this](https://a.example).\n';
    const { story } = await readOneStory(storyText('', body));
    expect(story?.summary).toBe('Dear {{ subscriber.first_name }}, see {{ "{{" }} x }} this.');
  });

  test('makes a standfirst of a summary that says something of its own, and of no other', async () => {
    const standfirst = async (summary: string) =>
      (await readOneStory(storyText(summary, 'First. **Paragraph** of\nall.\n\nMore.'))).story?.standfirst;
    expect(await standfirst('summary: A standfirst.')).toBe('A standfirst.');
    expect(await standfirst('summary: First.   Paragraph of all.')).toBeUndefined();
    expect(await standfirst('')).toBeUndefined();
  });

  test('takes as many minutes as its words and its Chinese and Japanese characters need, code left out', async () => {
    const minutes = async (body: string) => (await readOneStory(storyText('', body))).story?.minutes;
    const words = (count: number): string => 'word '.repeat(count);
    expect(await minutes('')).toBe(1);
    expect(await minutes(words(5 * 230))).toBe(5);
    expect(await minutes('港'.repeat(5 * 500))).toBe(5);
    expect(await minutes(`${words(230)}\n\n${'港'.repeat(500)}`)).toBe(2);
    expect(await minutes(`Words.\n\n\`\`\`\n${words(5 * 230)}\n\`\`\``)).toBe(1);
    expect(await minutes(`# ${words(230)}\n\n- ${words(230)}\n- > ${words(230)}`)).toBe(3);
  });

  test('may be empty', async () => {
    expect((await readOneStory(storyText('', ''))).story).toMatchObject({ summary: '', body: { children: [] } });
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '/path',
    'page.html',
    '//example.com',
    'java\tscript:x',
    'vbscript:x',
    'tel:123',
    '',
    'http://',
    'mailto:',
    '{{ subscriber.site }}',
    '{{ subscriber.site }}/path',
  ])('cannot link to %j', async (url) => {
    expect((await readOneStory(storyText('', `[x](<${url}>)`))).codes).toEqual(['ADDRESS_REFUSED']);
  });

  test.each([
    'https://example.com/a?b=c',
    'HTTP://EXAMPLE.COM',
    'mailto:a@example.com',
    '#below',
    '{{ links.web }}',
    'https://example.com/{{ subscriber.id }}',
  ])('can link to %s', async (url) => {
    expect((await readOneStory(storyText('', `[x](${url})`))).codes).toEqual([]);
  });

  test('says that an address of the list can only be a part of one', async () => {
    const { problems } = await readOneStory(storyText('', '[x]({{ subscriber.site }}) ![y]({{ subscriber.photo }})'));
    const why = 'It begins with a merge field whose value comes from the list, and a list could send readers anywhere.';
    expect(problems.map((problem) => problem.why)).toEqual([why, why]);
  });

  test('tells a refused reference on the line of its address', async () => {
    const { problems } = await readOneStory(storyText('', '[x][a]\n\n[a]: javascript:1'));
    expect(problems.map(({ place }) => place?.line)).toEqual([10]);
  });
});

describe('an image', () => {
  const image = (src: string): string => `image:\n  src: ${JSON.stringify(src)}\n  alt: ""`;

  test.each([
    '../images/a b.png',
    'images/a b.png',
    './../images/a b.png',
    '../images/a%20b.png',
    '..\\images\\a b.png',
  ])('is named from the story or from the content folder: %s', async (src) => {
    const { story, problems } = await readOneStory(storyText(image(src), `![x](<${src.replaceAll('\\', '/')}>)`), {
      'images/a b.png': png,
    });
    expect(problems).toEqual([]);
    expect(story?.image?.src).toBe('images/a b.png');
    expect(story?.body.children).toMatchObject([{ children: [{ type: 'image', url: 'images/a b.png' }] }]);
  });

  test('of the web stays as it is', async () => {
    expect((await readOneStory(storyText(image('https://example.com/a%20b.png')))).story?.image?.src).toBe(
      'https://example.com/a%20b.png',
    );
  });

  test('that is not there is told, with the nearest one that is', async () => {
    const { problems } = await readOneStory(storyText(image('../images/harbor.png'), '![x](images)'), {
      'images/harbour.png': png,
    });
    expect(problems.map(tell)).toEqual([
      'IMAGE_NOT_FOUND 7: There is no image ../images/harbor.png.',
      'IMAGE_NOT_FOUND 11: There is no image images.',
    ]);
    expect(problems[0]?.fix).toBe('Did you mean images/harbour.png?');
  });

  test.each(['../../etc/passwd', '../../../../../../etc/passwd', '../../content/../secret.png'])(
    'cannot leave the content folder: %s',
    async (src) => {
      expect((await readOneStory(storyText(image(src), `![x](${src})`))).codes).toEqual([
        'IMAGE_OUTSIDE',
        'IMAGE_OUTSIDE',
      ]);
    },
  );

  test.each([
    'data:image/png;base64,AAAA',
    'javascript:1',
    'file:///etc/passwd',
    '//example.com/a.png',
    'C:\\a.png',
    '{{ subscriber.photo }}',
  ])('cannot be %s', async (src) => {
    expect((await readOneStory(storyText(image(src)))).codes).toEqual(['ADDRESS_REFUSED']);
  });

  test('must say what it shows, or that it says nothing', async () => {
    const { problems } = await readOneStory(storyText('image:\n  src: https://example.com/a.png'));
    expect(problems.map(tell)).toEqual(['KEY_MISSING 6: image.alt is missing.']);
  });

  test('in the body must say what it shows too, or be marked as decoration', async () => {
    const { problems } = await readOneStory(
      storyText('', 'Words.\n\n![](https://example.com/a.png)\n\n![ ][b]\n\n[b]: https://example.com/b.png'),
    );
    expect(problems.map(tell)).toEqual([
      'IMAGE_WITHOUT_ALT 10: The image https://example.com/a.png has no words.',
      'IMAGE_WITHOUT_ALT 14: The image https://example.com/b.png has no words.',
    ]);
    expect(problems[0]?.fix).toContain('`![""](…)`');
    const { story } = await readOneStory(storyText('', '![""](https://example.com/line.png)'));
    expect(story?.body.children).toMatchObject([{ children: [{ type: 'image', alt: '' }] }]);
  });

  test('is shown in the size that is given, the other side in proportion', async () => {
    const size = async (lines: string, src = 'images/harbour.png') =>
      (await readOneStory(storyText(`image: { src: ${src}, alt: Cranes${lines} }`), { 'images/harbour.png': harbour }))
        .story?.image;
    expect(await size('')).toMatchObject({ width: 1200, height: 675 });
    expect(await size(', width: 400')).toMatchObject({ width: 400, height: 225 });
    expect(await size(', height: 225')).toMatchObject({ width: 400, height: 225 });
    expect(await size(', width: 100, height: 40', 'https://example.com/logo.png')).toMatchObject({
      width: 100,
      height: 40,
    });
    expect(
      (await readOneStory(storyText('image: { src: https://example.com/a.png, alt: A, width: 0 }'))).codes,
    ).toEqual(['VALUE_INVALID']);
  });
});

describe('slugs', () => {
  test('used twice break both stories, and each names the other', async () => {
    const { stories } = await readFiles({
      'stories/a.md': storyText(),
      'stories/b.md': storyText(),
      'stories/c.md': storyText('', '', 'other'),
    });
    expect(stories.map(({ file, value, problems }) => [file, value?.slug, ...problems.map(tell)])).toEqual([
      ['content/stories/a.md', undefined, "SLUG_TWICE 3: The slug first is not this story's alone."],
      ['content/stories/b.md', undefined, "SLUG_TWICE 3: The slug first is not this story's alone."],
      ['content/stories/c.md', 'other'],
    ]);
    expect(stories[0]?.problems[0]?.why).toContain('content/stories/b.md');
    expect(stories[1]?.problems[0]?.why).toContain('content/stories/a.md');
  });
});
