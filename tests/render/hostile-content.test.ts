import fc from 'fast-check';
import { DomUtils, parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import type { Story } from '../../src/content/story.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { exampleEdition, exampleNewsletter, exampleStory, exampleTemplate } from './example.ts';

const template = await exampleTemplate();
const render = (story: Story) =>
  renderEdition(exampleEdition([story, exampleStory('The next one.', { slug: 'next' })]), template, exampleNewsletter);

type Node = ReturnType<typeof parseDocument>['children'][number];

/** The tags of a mail, with what the story's own block holds left out. */
function skeleton(html: string, { without }: { readonly without?: string } = {}): string {
  const draw = (node: Node): string => {
    if (node.type === 'comment') return `<!--${node.data}-->`;
    if (!('children' in node)) return '';
    const holdsStory =
      without !== undefined && node.children.some((child) => 'attribs' in child && child.attribs.id === without);
    const inside = holdsStory ? '…' : node.children.map(draw).join('');
    return 'attribs' in node
      ? `<${node.name} ${Object.keys(node.attribs).sort().join(' ')}>${inside}</${node.name}>`
      : inside;
  };
  return parseDocument(html).children.map(draw).join('');
}

const shown = (html: string): string => DomUtils.textContent(parseDocument(html)).replace(/\s+/g, ' ');

const hostile = [
  '</mj-text></mj-column></mj-section>',
  '<mj-image src="https://evil.example/x.png" />',
  '<script>alert(1)</script>',
  '<!-- a comment -->',
  '<!--[if mso]>',
  '<![endif]-->',
  '--> <b>',
  '<style>*{display:none}</style>',
  '<img src=x onerror=alert(1)>',
  '`</mj-text>`',
  '```\n</mj-text><![endif]-->\n```',
  ']]>',
  '<![CDATA[',
  '&lt;/mj-text&gt;',
  '&#x3c;script&#x3e;',
  '<!-- htmlmin:ignore -->',
  'MJMLHTMLIGNORE0END',
  '$& $1 $$',
  '"\'><svg/onload=alert(1)>',
  '</td></tr></table></body></html>',
];

test.each(hostile)('%s in a story is words and changes nothing around it', async (words) => {
  const calm = await render(exampleStory('Calm.'));
  const { html, text } = await render(exampleStory(`Before.\n\n${words}\n\nMiddle ${words.split('\n')[0]} end.`));
  expect(skeleton(html, { without: 'story-harbour' })).toBe(skeleton(calm.html, { without: 'story-harbour' }));
  const tags = DomUtils.findAll(({ name }) => ['script', 'svg', 'mj-image'].includes(name), parseDocument(html));
  expect(tags).toEqual([]);
  expect(html.match(/<style/g)?.length).toBe(calm.html.match(/<style/g)?.length);
  const core = words.match(/[a-z0-9.]{4,}/gi) ?? [];
  for (const word of core.filter((one) => one !== 'x3cscript')) {
    if (!/^x3/.test(word)) expect.soft(shown(html)).toContain(word);
    if (!/^x3/.test(word)) expect.soft(text).toContain(word);
  }
});

test('hostile words in every line of the front matter are words', async () => {
  const calm = await render(
    exampleStory('Body.', {
      summary: 'Calm',
      image: { src: 'https://e.com/a.png', alt: 'Calm', credit: 'Calm' },
      quote: { text: 'Calm', by: 'Calm' },
      stats: [{ value: 'Calm', label: 'Calm' }],
    }),
  );
  for (const words of hostile.map((one) => one.replace(/\s+/g, ' '))) {
    const { html } = await render(
      exampleStory('Body.', {
        headline: words,
        category: words,
        storyNumber: words,
        authors: [words, words],
        sources: [{ name: words, url: 'https://e.com/' }],
        summary: words,
        image: { src: 'https://e.com/a.png', alt: words, credit: words },
        quote: { text: words, by: words },
        stats: [{ value: words, label: words }],
      }),
    );
    expect(skeleton(html), words).toBe(skeleton(calm.html));
    const alt = DomUtils.findOne(({ name }) => name === 'img', parseDocument(html).children)?.attribs.alt;
    expect(alt).toBe(words);
  }
});

test.each([
  ['[x](javascript:alert(1))', 'x'],
  ['[x](JaVaScRiPt:alert(1))', 'x'],
  ['[x](<java\tscript:alert(1)>)', 'x'],
  ['[x](data:text/html,<script>)', 'x'],
  ['[x](vbscript:x)', 'x'],
  ['[x](//evil.example)', 'x'],
  ['[x][1]\n\n[1]: javascript:alert(1)', 'x'],
  ['<javascript:alert(1)>', 'javascript:alert(1)'],
  ['![x](javascript:alert(1))', ''],
  ['[x](<{{ subscriber.site }}>)', 'x'],
])('%s is no link', async (markdown, words) => {
  const { html, text } = await render(exampleStory(`Before ${markdown}`)).catch((error: unknown) => {
    // An image that is no address at all may also be refused before anything is drawn.
    expect(error).toMatchObject({ code: 'IMAGE_WITHOUT_BASE' });
    return { html: words, text: words };
  });
  const addresses = DomUtils.findAll(() => true, parseDocument(html)).flatMap(({ attribs }) => [
    attribs.href ?? '',
    attribs.src ?? '',
  ]);
  expect(addresses.filter((address) => !/^(?:https:\/\/|#|\{\{ links\.|$)/.test(address))).toEqual([]);
  expect(shown(html)).toContain(words);
  expect(text).toContain(words);
});

test('an override of the writing direction is taken out, and marks that scripts need stay', async () => {
  const { html, text, subject } = await renderEdition(
    exampleEdition([exampleStory('Open \u202egpj.exe\u202c and \u2066this\u2069.\n\nمی\u200cخواهم 👩\u200d🚀')], {
      subject: 'A\u202eB\r\nBcc: x\u0007',
    }),
    template,
    exampleNewsletter,
  );
  for (const part of [html, text, subject]) {
    expect(part).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(part).not.toContain('\u0007');
  }
  for (const part of [html, text]) {
    expect(part).toContain('gpj.exe');
    expect(part).toContain('می\u200cخواهم 👩\u200d🚀');
  }
  expect(subject).toBe('AB Bcc: x');
});

test('fifty lists in one another come out complete', async () => {
  const levels = Array.from({ length: 50 }, (_, level) => `${'  '.repeat(level)}- level${level}`).join('\n');
  const { html, text } = await render(exampleStory(levels));
  for (let level = 0; level < 50; level += 1) {
    expect(html).toContain(`level${level}`);
    expect(text).toContain(`level${level}`);
  }
});

const markdown = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostile),
      fc.constantFrom(
        '# ',
        '> ',
        '- ',
        '1. ',
        '\n',
        '\n\n',
        '    ',
        '```',
        '|a|b|\n|-|-|\n|',
        '[',
        '](',
        ')',
        '![',
        '**',
        '_',
        '`',
        '[^1]',
        '\n[^1]: ',
        ':::quote\n',
        ':::\n',
        ':::stats\n',
        '<',
        '>',
        '&',
        '{{',
        '}}',
        '\u0000',
        '\u202e',
        '\ud800',
      ),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

test('whatever Markdown a story holds, the mail around it keeps its structure', async () => {
  const calm = skeleton((await render(exampleStory('Calm.'))).html, { without: 'story-harbour' });
  await fc.assert(
    fc.asyncProperty(markdown, async (body) => {
      const story = exampleStory(body);
      const { html } = await render(story).catch((error: unknown) => {
        // Only an image may be refused, and only because it has no address.
        expect(error).toMatchObject({ code: 'IMAGE_WITHOUT_BASE' });
        return { html: '' };
      });
      if (html !== '') expect(skeleton(html, { without: 'story-harbour' })).toBe(calm);
    }),
    { numRuns: 150 },
  );
}, 120_000);

test('whatever a headline, an author or a credit says, the whole mail keeps its structure', async () => {
  const line = fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...hostile))
    .map((text) => `x${text.replace(/\s+/g, ' ')}`);
  const calm = (words: string): Story =>
    exampleStory('Body.', {
      headline: words,
      category: words,
      authors: [words],
      summary: `${words}.`,
      image: { src: 'https://e.com/a.png', alt: words, credit: words },
    });
  const expected = skeleton((await render(calm('x'))).html);
  await fc.assert(
    fc.asyncProperty(line, async (words) => {
      expect(skeleton((await render(calm(words))).html)).toBe(expected);
    }),
    { numRuns: 60 },
  );
}, 120_000);
