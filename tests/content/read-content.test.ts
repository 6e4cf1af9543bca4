import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import {
  newsletterFolder,
  readFiles,
  readFolder,
  readOneStory,
  storyText,
  tell,
  writeFiles,
} from './newsletter-folder.ts';

const edition = (frontMatter = '', body = ''): string => `---\nsubject: News\n${frontMatter}\n---\n\n${body}\n`;

describe('a content folder', () => {
  test('that is not there, or empty, is told', async () => {
    expect((await readFiles({})).problems.map(({ code }) => code)).toEqual(['CONTENT_NOT_FOUND']);
    expect((await readFiles({ 'subscribers.csv': '' })).problems.map(({ code }) => code)).toEqual(['CONTENT_EMPTY']);
    expect(
      (await readFiles({ 'stories/notes.txt': '', 'stories/.#a.md': '' })).problems.map(({ code }) => code),
    ).toEqual(['CONTENT_EMPTY']);
  });

  test('gives stories by day, number and slug, and editions latest first', async () => {
    const { stories, editions, problems } = await readFiles({
      'stories/1.md': storyText('story_number: "10"', '', 'c'),
      'stories/2.md': storyText('story_number: "9"', '', 'd'),
      'stories/3.md': storyText('', '', 'b'),
      'stories/4.md': storyText('', '', 'a'),
      'stories/5.md': storyText('date: 2026-05-01', '', 'z'),
      'editions/2026-04-27.md': edition(),
      'editions/2026-04-27-evening.md': edition('date: 2026-04-27'),
      'editions/special.md': edition('date: 2026-06-01\nstories: [z]'),
    });
    expect(problems).toEqual([]);
    expect(stories.map(({ id }) => id)).toEqual(['z', 'd', 'c', 'a', 'b']);
    expect(editions.map(({ id }) => id)).toEqual(['special', '2026-05-01', '2026-04-27', '2026-04-27-evening']);
  });

  test('reads files with a byte-order mark and CRLF as it reads others, with the same lines', async () => {
    const text = storyText('', '# A headline\n\nOne\ntwo\n\n[x](/y)');
    const plain = await readOneStory(text);
    const windows = await readOneStory(`\uFEFF${text.replaceAll('\n', '\r\n')}`);
    expect(windows.problems).toEqual(plain.problems);
    expect((await readOneStory(`\uFEFF${storyText('', 'A\nb').replaceAll('\n', '\r\n')}`)).story).toEqual(
      (await readOneStory(storyText('', 'A\nb'))).story,
    );
  });

  test('tells files that cannot be read, by their path in the newsletter', async () => {
    const folder = await newsletterFolder({
      'stories/latin.md': Buffer.from(storyText('', 'Zo\u00eb'), 'latin1'),
      'stories/empty.md': '',
      'stories/good.md': storyText(),
    });
    await mkdir(join(folder, 'content/stories/folder.md'));
    await symlink(join(folder, 'content/stories/good.md'), join(folder, 'content/editions-link.md'));
    await symlink('nowhere.md', join(folder, 'content/stories/dangling.md'));
    const { stories } = await readFolder(folder);
    expect(
      stories.map(({ file, problems }) => [file, ...problems.map(({ code, place }) => `${code} ${place?.line}`)]),
    ).toEqual([
      ['content/stories/good.md'],
      ['content/stories/latin.md', 'FILE_NOT_UTF8 8'],
      ['content/stories/dangling.md', 'FILE_NOT_FOUND undefined'],
      ['content/stories/empty.md', 'FRONT_MATTER_MISSING 1'],
      ['content/stories/folder.md', 'FILE_NOT_READ undefined'],
    ]);
    expect(JSON.stringify(stories)).not.toContain(folder);
  });

  test('follows a symbolic link to a story', async () => {
    const folder = await newsletterFolder({ 'drafts/a.md': storyText() });
    await mkdir(join(folder, 'content/stories'));
    await symlink('../drafts/a.md', join(folder, 'content/stories/a.md'));
    expect((await readFolder(folder)).stories.map(({ id, problems }) => [id, problems])).toEqual([['first', []]]);
  });

  test('is read the same way twice', async () => {
    const folder = await newsletterFolder({ 'editions/2026-04-27.md': edition('stories: [nobody]', '[x](y)') });
    const broken = Array.from({ length: 30 }, (_, n) => [
      `stories/${n}.md`,
      storyText('date: x\nfoo: 1', '[x](y)', `s${n % 20}`),
    ]);
    await writeFiles(folder, Object.fromEntries(broken));
    expect(await readFolder(folder)).toEqual(await readFolder(folder));
  });

  test('of a thousand stories is read whole', async () => {
    const body = 'A paragraph of *some* length with a [link](https://example.com/).\n\n'.repeat(15);
    const many = Array.from({ length: 1000 }, (_, n) => [`stories/${n}.md`, storyText('', body, `story-${n}`)]);
    const folder = await newsletterFolder(Object.fromEntries(many));
    expect((await readFolder(folder)).editions[0]?.value?.stories).toHaveLength(1000);
  });
});

describe('whatever a file holds', () => {
  test('reading it never throws, and gives a story or problems', async () => {
    const folder = await newsletterFolder({});
    const mark = fc.constantFrom(
      '\n',
      '\n\n',
      ':::',
      ':::quote[',
      ']',
      '{',
      '}',
      '{{',
      '}}',
      '{{ subscriber.x }}',
      '|',
      '- ',
      '> ',
      '```',
      '[',
      '](',
      ')',
      '![',
      '[^1]',
      ': ',
      '*',
      '_',
      '<',
      '>',
      '\t',
      '# ',
      '---',
      '\uE000',
      '\\',
    );
    const markdown = fc
      .array(fc.oneof(mark, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(markdown, fc.boolean(), async (text, withFrontMatter) => {
        await writeFiles(folder, {
          'stories/a.md': withFrontMatter ? storyText('', text) : text,
          'editions/2026-04-27.md': edition('', text),
        });
        const { stories, editions } = await readFolder(folder);
        for (const { value, problems } of [...stories, ...editions]) {
          expect(value === undefined).toBe(problems.length > 0);
          if (value) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('front matter of any values gives a story or problems with a line', async () => {
    const folder = await newsletterFolder({});
    const keys = fc.constantFrom(
      'headline',
      'slug',
      'category',
      'date',
      'story_number',
      'authors',
      'sources',
      'summary',
      'image',
      'tags',
      'draft',
      'lang',
      'dir',
      'quote',
      'stats',
      '__proto__',
      'constructor',
      '1',
    );
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('first', '2026-04-27', 'ltr'),
      fc.array(fc.record({ name: fc.string(), url: fc.webUrl(), value: fc.string() }, { requiredKeys: [] })),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.tuple(keys, values), { selector: ([key]) => key }), async (entries) => {
        await writeFiles(folder, { 'stories/a.md': `---\n${stringify(new Map(entries))}---\n\nWords.\n` });
        const [entry] = (await readFolder(folder)).stories;
        expect(entry?.value === undefined).toBe((entry?.problems.length ?? 0) > 0);
        for (const problem of entry?.problems ?? []) {
          expect(problem.place?.line, tell(problem)).toBeGreaterThan(0);
          expect(problem.what).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
