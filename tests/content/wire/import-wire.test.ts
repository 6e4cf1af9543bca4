import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodesBelow } from '../../../src/content/body/map-tree.ts';
import { plainText } from '../../../src/content/body/plain-text.ts';
import type { Story } from '../../../src/content/story.ts';
import { importWire } from '../../../src/content/wire/import-wire.ts';
import { MastheadError } from '../../../src/foundation/masthead-error.ts';
import { newsletterFolder, readFiles, readFolder, writeFiles } from '../newsletter-folder.ts';

const wireStory = (): Promise<string> => readFile(new URL('../../fixtures/wire-story.txt', import.meta.url), 'utf8');

type Imported = {
  readonly stories: readonly Story[];
  readonly guesses: readonly string[];
  readonly markdown: readonly string[];
};

/** Imports wire copy, writes the stories where they belong, and reads them back; they must be clean. */
async function importAndRead(wire: string): Promise<Imported> {
  const { stories, guesses } = importWire(wire, { file: 'wire.txt', today: '2026-05-01' });
  const content = await readFiles(
    Object.fromEntries(stories.map(({ fileName, markdown }) => [`stories/${fileName}`, markdown])),
  );
  expect(content.stories.flatMap(({ problems }) => problems)).toEqual([]);
  const read = stories.flatMap(
    ({ fileName }) => content.stories.find(({ file }) => file.endsWith(`/${fileName}`))?.value ?? [],
  );
  expect(read).toHaveLength(stories.length);
  return { stories: read, guesses, markdown: stories.map(({ markdown }) => markdown) };
}

async function importOne(wire: string): Promise<{ story: Story; guesses: readonly string[]; markdown: string }> {
  const { stories, guesses, markdown } = await importAndRead(wire);
  const [story] = stories;
  if (!story || stories.length > 1) throw new Error(`${stories.length} stories were imported.`);
  return { story, guesses, markdown: markdown[0] ?? '' };
}

const headingsOf = ({ body }: Story): readonly string[] =>
  body.children.filter(({ type }) => type === 'heading').map(plainText);

/** Every word of a story: its front matter's and its body's. */
function wordsOf(story: Story): ReadonlySet<string> {
  const values = [...nodesBelow(story.body)].map((node) =>
    'value' in node ? node.value : 'url' in node ? node.url : '',
  );
  return new Set(`${JSON.stringify({ ...story, body: [] })} ${values.join(' ')}`.match(/[\p{L}\p{N}]+/gu));
}

describe('the wire story', () => {
  test('comes out whole', async () => {
    const { story } = await importOne(await wireStory());
    expect(story).toMatchObject({
      headline: 'Microsoft and OpenAI Restructure Partnership, Ending Azure Cloud Exclusivity',
      slug: 'microsoft-openai-partnership-ends-exclusivity',
      category: 'business',
      storyNumber: '01',
      date: '2026-04-27',
      authors: ['The Vault AI Staff'],
      quote: { text: expect.stringMatching(/^Microsoft will remain .* all clouds\.$/), by: 'Sam Altman, CEO, OpenAI' },
      stats: [
        { value: '$13B+', label: 'Microsoft total investment in OpenAI' },
        { value: '$852B', label: 'OpenAI valuation' },
        { value: '27%', label: 'Microsoft ownership stake' },
      ],
      file: 'content/stories/2026-04-27-microsoft-openai-partnership-ends-exclusivity.md',
    });
    expect(story.sources.map(({ name }) => name)).toEqual([
      'Microsoft Official Blog',
      'OpenAI Blog',
      'CNBC',
      'The Washington Post',
      'TechCrunch',
      'Windows Central',
    ]);
    expect(story.sources[5]?.url).toMatch(/^https:\/\/www\.windowscentral\.com\/.*leaked-memo$/);
    expect(headingsOf(story)).toEqual([
      'A Partnership Reimagined',
      'Following the Money',
      'Why This Matters',
      'What to Watch Next',
    ]);
    expect(story.body.children.filter(({ type }) => type === 'paragraph')).toHaveLength(12);
  });

  test('keeps every word', async () => {
    const wire = await wireStory();
    const { story } = await importOne(wire);
    const kept = wordsOf(story);
    const keys = new Set(['headline', 'slug', 'category', 'story_number', 'date', 'authors', 'sources', 'name', 'url']);
    const lost = (wire.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !kept.has(word) && !keys.has(word));
    expect(lost.filter((word) => !['story', 'number'].includes(word))).toEqual([]);
  });

  test('says what was guessed, each with its line', async () => {
    const { guesses } = await importOne(await wireStory());
    expect(guesses).toHaveLength(8);
    expect(guesses[0]).toBe('wire.txt:7: “A Partnership Reimagined” stands alone, so it is a section heading');
    expect(guesses.at(-1)).toBe('wire.txt:43: “27%” is a figure, and “Microsoft ownership stake” says what it counts');
  });

  test('comes out the same with Windows line ends and a byte-order mark', async () => {
    const wire = await wireStory();
    expect(importWire(`\uFEFF${wire.replaceAll('\n', '\r\n')}`, { file: 'wire.txt' })).toEqual(
      importWire(wire, { file: 'wire.txt' }),
    );
  });
});

const matter = '---\nheadline: "A: b"\nslug: a-b\ncategory: news\ndate: 2026-04-27\n---\n';

describe('wire copy', () => {
  test('with ordinary front matter keeps it', async () => {
    const { story, guesses } = await importOne(`${matter}\n# A: b\n\nWords are words.\n`);
    expect(story).toMatchObject({
      headline: 'A: b',
      slug: 'a-b',
      category: 'news',
      date: '2026-04-27',
      stats: [],
      authors: [],
    });
    expect(story).not.toHaveProperty('quote');
    expect(plainText(story.body)).toBe('Words are words.');
    expect(guesses).toEqual([]);
  });

  test('with front matter that is no valid YAML is read key by key', async () => {
    const { story, guesses } = await importOne(
      '---\nheadline: Cranes: why they wait\nslug: cranes\nauthors:\n  - Ann: Lee\n---\n\nWords.\n',
    );
    expect(story).toMatchObject({ headline: 'Cranes: why they wait', slug: 'cranes', authors: ['Ann: Lee'] });
    expect(guesses[0]).toBe('wire.txt:1: the front matter is no valid YAML, so it was read key by key');
  });

  test('with folded front matter may hold every key', async () => {
    const folded = `--- headline: 'It''s on' slug: on category: news date: 2026-04-27 authors: - Ann - "Bo: C" summary: What date: means tags: [a, b] draft: true image: src: https://example.com/a.png alt: A sea quote: text: "Wait by: me." by: Mira stats: - value: 27% label: of it - value: 3 label: of them ---\n\nWords.`;
    const { story } = await importOne(folded.replace('What date: means', '"What date: means"'));
    expect(story).toMatchObject({
      headline: "It's on",
      authors: ['Ann', 'Bo: C'],
      summary: 'What date: means',
      tags: ['a', 'b'],
      draft: true,
      image: { src: 'https://example.com/a.png', alt: 'A sea' },
      quote: { text: 'Wait by: me.', by: 'Mira' },
      stats: [
        { value: '27%', label: 'of it' },
        { value: '3', label: 'of them' },
      ],
    });
  });

  test('of several stories becomes several files, each slug once', async () => {
    const folded = '--- headline: "Second" slug: a-b category: news date: 2026-04-28 ---';
    const { stories, guesses } = await importAndRead(
      `${matter}\nOne.\n\n---\n\nStill one.\n${folded}\n\nTwo.\n\n${matter}Three.\n`,
    );
    expect(stories.map(({ slug, date }) => [slug, date])).toEqual([
      ['a-b', '2026-04-27'],
      ['a-b-2', '2026-04-28'],
      ['a-b-3', '2026-04-27'],
    ]);
    expect(stories.map(({ body }) => plainText(body))).toEqual(['One. Still one.', 'Two.', 'Three.']);
    expect(guesses).toEqual([
      'wire.txt:13: another story in the file has the slug a-b, so this one is a-b-2',
      'wire.txt:17: another story in the file has the slug a-b, so this one is a-b-3',
    ]);
  });

  test('without front matter gets one that is guessed, and says so', async () => {
    const { story, guesses } = await importOne(
      'Harbour Cranes Learn to Wait\n\nBy Ann Lee\n\nQUILLHAVEN, April 27, 2026. The cranes wait.\n',
    );
    expect(story).toMatchObject({
      headline: 'Harbour Cranes Learn to Wait',
      slug: 'harbour-cranes-learn-to-wait',
      category: 'news',
      date: '2026-04-27',
      authors: ['Ann Lee'],
    });
    expect(plainText(story.body)).toBe('QUILLHAVEN, April 27, 2026. The cranes wait.');
    expect(guesses).toEqual([
      'wire.txt:1: no slug was found, so it is harbour-cranes-learn-to-wait, from the headline',
      'wire.txt:1: no category was found, so it is news',
      'wire.txt:1: the date is 2026-04-27, from its words',
      'wire.txt:1: “Harbour Cranes Learn to Wait” is the headline',
      'wire.txt:3: the author is Ann Lee',
    ]);
  });

  test('without a headline is called by its first words, which stay', async () => {
    const { story, guesses } = await importOne('the cranes wait, and nobody knows for how long they will.\n\nMore.\n');
    expect(story.headline).toBe('the cranes wait, and nobody knows for how long they');
    expect(plainText(story.body)).toContain('for how long they will. More.');
    expect(guesses).toContain('wire.txt:1: no date was found, so it is 2026-05-01');
    expect(guesses).toContain('wire.txt:1: no headline was found, so the first words of the story stand there');
  });

  test.each([
    ['“We wait.”\n— Mira Okafor, crane driver', { text: 'We wait.', by: 'Mira Okafor, crane driver' }],
    ['"We wait."\n-- Mira', { text: 'We wait.', by: 'Mira' }],
    ['“We wait.” — Mira', { text: 'We wait.', by: 'Mira' }],
    ['“We wait,\nand wait.”\n— Mira', { text: 'We wait, and wait.', by: 'Mira' }],
    ['“We wait.”', { text: 'We wait.' }],
    ['“We wait.”\n12\ncranes', { text: 'We wait.' }],
    ['“We wait.”\n\n— Mira\n\n12\n\ncranes', { text: 'We wait.', by: 'Mira' }],
    ['«On attend.»\n— Mira', { text: 'On attend.', by: 'Mira' }],
  ])('ends with a pull quote: %j', async (tail, quote) => {
    const { story, guesses } = await importOne(`${matter}\nWords are words.\n\n${tail}\n`);
    expect(story.quote).toEqual(quote);
    expect(plainText(story.body)).toBe('Words are words.');
    expect(guesses[0]).toContain('by' in quote ? `by ${quote.by}` : 'with no speaker');
  });

  test.each([
    '“It is late,” she said. “We wait.”',
    'They said: “We wait.”',
    '“It” is a word.',
    'It grew by\n\n27%.',
    'She said it twice:\n“We wait.”',
  ])('keeps a last paragraph that is no pull quote and no figure: %j', async (paragraph) => {
    const { story } = await importOne(`${matter}\nWords are words.\n\n${paragraph}\n`);
    expect(story).not.toHaveProperty('quote');
    expect(story.stats).toEqual([]);
    expect(plainText(story.body)).toBe(`Words are words. ${paragraph.replace(/\s+/g, ' ')}`);
  });

  test('keeps lists, tables, quotes and code as they are', async () => {
    const body =
      '- A List Item\n- Another\n\n> A Quote\n\n```\nA Line\n\n## No heading\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nThe end.';
    const { markdown } = await importOne(`${matter}\n${body}\n`);
    expect(markdown).toContain(`---\n\n${body}\n`);
  });

  test('makes no heading of two short lines in a row, nor of the last line', async () => {
    const { story } = await importOne(
      `${matter}\nWords are words.\n\nFirst Line\n\nSecond Line\n\nSome words.\n\nThe Vault`,
    );
    expect(headingsOf(story)).toEqual(['Second Line']);
  });

  test('keeps what mail cannot hold as plain text', async () => {
    const { story, guesses } = await importOne(
      `${matter}\nSee [this](javascript:x) and ![that](a.png).\n\n:::note\n\nMore at [there][a].\n\n[a]: /relative\n`,
    );
    expect([...nodesBelow(story.body)].map(({ type }) => type)).not.toContain('link');
    expect(plainText(story.body)).toBe(
      'See [this](javascript:x) and ![that](a.png). :::note More at [there][a]. [a]: /relative',
    );
    expect(guesses).toHaveLength(3);
  });

  test('says on which line stands what mail cannot hold', async () => {
    const words = 'A headline\n\nWords are words.\n\n\n\nA Heading\nSee [this](javascript:x).\n\nMore\n:::note\n';
    const lines = (guesses: readonly string[]): readonly string[] =>
      guesses
        .filter((guess) => guess.includes('plain text'))
        .map((guess) => guess.replace(' what mail cannot hold', ''));
    expect(lines((await importOne(words)).guesses)).toEqual([
      'wire.txt:8: stands as plain text: See [this](javascript:x).',
      'wire.txt:11: stands as plain text: :::note',
    ]);
    expect(lines((await importOne(`${matter}\n${words}`)).guesses)).toEqual([
      'wire.txt:15: stands as plain text: See [this](javascript:x).',
      'wire.txt:18: stands as plain text: :::note',
    ]);
  });

  test('keeps keys that have no place in a story as comments', async () => {
    const { markdown, guesses } = await importOne(
      `---\nheadline: A\nslug: A b\ndesk: Foreign\ncategory: news\ndate: 27 April 2026\nimage: { src: a.png, alt: x }\ntitle: A\n---\n\nWords.\n`,
    );
    expect(markdown).toContain(
      '# slug: "A b"\n# date: "27 April 2026"\n# desk: "Foreign"\n# image: {"src":"a.png","alt":"x"}\n',
    );
    expect(guesses).toEqual([
      'wire.txt:1: the slug A b is written a-b',
      'wire.txt:1: the date is 2026-04-27, from the date in its front matter',
      'wire.txt:1: desk has no place in a story as it stands, so it is kept as a comment',
      'wire.txt:1: image has no place in a story as it stands, so it is kept as a comment',
    ]);
  });

  test('keeps an image as a comment whose address is none, so that the story can be read', async () => {
    const image = '{ src: "https://exa mple/x.png", alt: x }';
    const { guesses } = await importOne(
      `---\nheadline: A\ndate: 2026-04-27\ncategory: news\nimage: ${image}\n---\n\nWords.\n`,
    );
    expect(guesses).toContain('wire.txt:1: image has no place in a story as it stands, so it is kept as a comment');
  });

  test.each(['constructor', 'toString', 'valueOf', '__proto__', 'hasOwnProperty'])(
    'keeps the key %s as it keeps any other',
    async (key) => {
      const { markdown, guesses } = await importOne(`---\nheadline: A\n${key}: kept words\n---\n\nWords.\n`);
      expect(markdown).toContain(`# ${key}: "kept words"\n`);
      expect(markdown).not.toContain('function');
      expect(guesses).toContain(`wire.txt:1: ${key} has no place in a story as it stands, so it is kept as a comment`);
    },
  );

  test('finds a date in its sources, or in the name of its file', () => {
    const withSource = '---\nheadline: A\nsources:\n  - { name: B, url: https://b.example/2026/03/02/x }\n---\nWords.';
    expect(importWire(withSource, { file: 'wire.txt' }).stories[0]?.fileName).toBe('2026-03-02-a.md');
    expect(importWire(withSource, { file: 'wire-2026-03-09.txt' }).stories[0]?.fileName).toBe('2026-03-09-a.md');
  });

  test.each(['', ' \n\t\n', '\uFEFF\r\n'])('without words is refused: %j', (text) => {
    expect(() => importWire(text, { file: 'wire.txt' })).toThrow(MastheadError);
    expect(() => importWire(text, { file: 'wire.txt' })).toThrow(/^WIRE_EMPTY/);
  });
});

describe('a long line of wire copy', () => {
  const spaces = ' '.repeat(100_000);

  test.each([
    ['that opens a folded front matter and does not close it', `--- headline: A${spaces}B`],
    ['that closes a folded front matter late', `--- headline: A${spaces}"B" ---\n\nWords.`],
    ['that is a heading', `# A${spaces}B\n\nWords.`],
    ['that is a heading with many marks', `# A ${'#'.repeat(100_000)}B\n\nWords.`],
  ])('takes no longer than its length: one %s', (_, wire) => {
    const before = performance.now();
    importWire(wire, { file: 'wire.txt' });
    // In the square of its length it takes ten seconds and more, on any machine of today.
    expect(performance.now() - before).toBeLessThan(3000);
  });

  test('ends its folded front matter whatever stands behind it, and may close a heading with marks', async () => {
    const folded = '--- headline: "A: b" slug: a-b category: news date: 2026-04-27 --- \t';
    const { story } = await importOne(`${folded}\n\n# A: b ##\n\nWords.\n`);
    expect(story).toMatchObject({ headline: 'A: b', slug: 'a-b', date: '2026-04-27' });
    expect(plainText(story.body)).toBe('Words.');
  });
});

test('any wire copy becomes stories that pass the checks and keep its words', async () => {
  const folder = await newsletterFolder({});
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '',
      '---',
      'A Heading',
      '# Head',
      '“A quote.”',
      '— Sam',
      '27%',
      'a label',
      ':::',
      ':::quote[A]',
      '[a](b)',
      '[a]: javascript:x',
      '![a](b.png)',
      '```',
      '> ',
      '- item',
      '{{ x',
      '| a |',
      'headline: x: y',
      'slug: "',
      '--- headline: a b: c ---',
      '--- headline: "a" date: 2026-02-30 sources: - name: x ---',
      '--- headline: One title: Another sources: - CNBC - Reuters stats: - value: 1 value: 22 draft: perhaps ---',
      '---\nTitle: "Once',
      '---\nheadline: Twice\nHeadline: thrice\nsources: CNBC\nstats: { value: x }\n---',
      'Ordinary words stand here.',
      '\u2028',
      '\u0085',
      '\uE000',
    ),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const wire = fc.array(line, { minLength: 1, maxLength: 25 }).map((lines) => lines.join('\n'));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      wire.filter((text) => text.replace('\uFEFF', '').trim() !== ''),
      async (text) => {
        const { stories } = importWire(text, { file: 'wire.txt' });
        run += 1;
        await writeFiles(
          folder,
          Object.fromEntries(stories.map(({ fileName, markdown }) => [`${run}/stories/${fileName}`, markdown])),
        );
        const content = await readFolder(folder, `content/${run}`);
        expect(content.stories.flatMap(({ problems }) => problems)).toEqual([]);
        expect(content.stories).toHaveLength(stories.length);
        const written = stories.map(({ markdown }) => markdown).join('\n');
        expect(
          (text.replace(/\b(?:headline|title):/gi, '').match(/[A-Za-z0-9]{3,}/g) ?? []).filter(
            (word) => !written.includes(word),
          ),
        ).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});
