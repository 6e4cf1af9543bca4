import { describe, expect, test } from 'vitest';
import { findEdition } from '../../../src/content/edition/find-edition.ts';
import { MastheadError } from '../../../src/foundation/masthead-error.ts';
import { type Files, readFiles, storyText } from '../newsletter-folder.ts';

const edition = (date: string, more = ''): string => `---\nsubject: S\ndate: ${date}\nstories: [first]\n${more}\n---\n`;
const find = async (files: Files, id?: string): Promise<string> => findEdition(await readFiles(files), id).id;

/** The error that a search ends with. */
async function refusal(files: Files, id?: string): Promise<MastheadError> {
  const content = await readFiles(files);
  try {
    findEdition(content, id);
  } catch (error) {
    if (error instanceof MastheadError) return error;
    throw error;
  }
  throw new Error('An edition was found.');
}

describe('the latest edition', () => {
  const story = { 'stories/a.md': storyText() };

  test('is the latest with a file that is no draft', async () => {
    const files = {
      ...story,
      'editions/old.md': edition('2026-01-01'),
      'editions/new.md': edition('2026-02-01'),
      'editions/next.md': edition('2026-12-01', 'draft: true'),
    };
    expect(await find(files)).toBe('new');
  });

  test('is else composed from the latest day with stories', async () => {
    const draft = { 'editions/next.md': edition('2026-12-01', 'draft: true') };
    expect(await find({ ...story, 'stories/b.md': storyText('date: 2026-05-01', '', 'b'), ...draft })).toBe(
      '2026-05-01',
    );
  });

  test('is else the latest draft', async () => {
    expect(
      await find({ 'stories/a.md': storyText('draft: true'), 'editions/a.md': edition('2026-01-01', 'draft: true') }),
    ).toBe('a');
  });

  test('is never an older one because the latest is broken', async () => {
    const files = {
      ...story,
      'editions/old.md': edition('2026-01-01'),
      'editions/new.md': edition('2026-02-01', 'foo: 1'),
    };
    expect((await refusal(files)).code).toBe('KEY_UNKNOWN');
  });
});

describe('an edition', () => {
  const files = { 'stories/a.md': storyText(), 'editions/summer.md': edition('2026-01-01', 'draft: true') };

  test('is found by its id, drafts and composed ones too', async () => {
    expect(await find(files, 'summer')).toBe('summer');
    expect(await find(files, '2026-04-27')).toBe('2026-04-27');
  });

  test('that is not there is refused with what there is and the nearest', async () => {
    const { code, problems, exitCode } = await refusal(files, 'sumer');
    expect([code, exitCode]).toEqual(['EDITION_NOT_FOUND', 2]);
    expect(problems[0]).toMatchObject({ why: 'There is 2026-04-27, summer.', fix: 'Did you mean summer?' });
  });

  test('that is broken is refused with all its problems and those of its stories', async () => {
    const { problems } = await refusal(
      {
        'stories/a.md': storyText('tags: x\nfoo: 1'),
        'editions/a.md': edition('2026-01-01').replace('[first]', '[first, gone]'),
      },
      'a',
    );
    expect(problems.map(({ code, place }) => [code, place?.file])).toEqual([
      ['STORY_NOT_FOUND', 'content/editions/a.md'],
      ['VALUE_INVALID', 'content/stories/a.md'],
      ['KEY_UNKNOWN', 'content/stories/a.md'],
    ]);
  });
});

test('an empty or missing content folder is refused as such', async () => {
  expect((await refusal({})).code).toBe('CONTENT_NOT_FOUND');
  expect((await refusal({ 'images/a.png': '' })).code).toBe('CONTENT_EMPTY');
});

test('stories whose day is not known are named with an edition that is not there', async () => {
  const files = { 'stories/a.md': storyText(), 'stories/2026-05-03-b.md': storyText('date: 3 May 2026', '', 'b') };
  const { problems } = await refusal(files, '2026-05-03');
  expect(problems.map(({ code }) => code)).toEqual(['EDITION_NOT_FOUND', 'DATE_INVALID']);
});

test('stories that cannot be used are named when they leave no edition', async () => {
  const { problems } = await refusal({ 'stories/a.md': storyText('date: tomorrow') });
  expect(problems.map(({ code }) => code)).toEqual(['EDITION_NOT_FOUND', 'DATE_INVALID']);
});
