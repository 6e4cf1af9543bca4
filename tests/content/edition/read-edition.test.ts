import { describe, expect, test } from 'vitest';
import type { Edition } from '../../../src/content/edition.ts';
import type { Problem } from '../../../src/foundation/masthead-error.ts';
import { type Files, readFiles, storyText, tell } from '../newsletter-folder.ts';

const stories: Files = {
  'stories/a.md': storyText('story_number: "02"', '', 'a'),
  'stories/b.md': storyText('story_number: "01"\ncategory: Sport', '', 'b'),
  'stories/c.md': storyText('date: 2026-04-20\ntags: [Cloud]', '', 'c'),
  'stories/d.md': storyText('draft: true', '', 'd'),
};

/** Reads one edition file beside four stories. */
async function readEdition(
  frontMatter: string,
  { body = '', name = '2026-04-27', files = stories }: { body?: string; name?: string; files?: Files } = {},
): Promise<{
  edition: Edition | undefined;
  problems: readonly Problem[];
  told: readonly string[];
  slugs: readonly string[];
}> {
  const { editions } = await readFiles({ ...files, [`editions/${name}.md`]: `---\n${frontMatter}\n---\n\n${body}\n` });
  const entry = editions.find(({ file }) => file === `content/editions/${name}.md`);
  const problems = entry?.problems ?? [];
  return {
    edition: entry?.value,
    problems,
    told: problems.map(tell),
    slugs: entry?.value?.stories.map(({ slug }) => slug) ?? [],
  };
}

describe('an edition', () => {
  test('gives its front matter, its intro and its stories as plain data', async () => {
    const frontMatter =
      'subject: News for {{ subscriber.city }}\npreheader: And more\ntemplate: story\nstories: [c, a]\nlang: en\ndir: ltr';
    const { edition } = await readEdition(frontMatter, { body: 'Hello.', name: 'special-2026.1' });
    expect(edition).toBeUndefined();
    const dated = await readEdition(`${frontMatter}\ndate: 2026-04-28`, { body: 'Hello.', name: 'special-2026.1' });
    expect(dated.edition).toMatchObject({
      id: 'special-2026.1',
      subject: 'News for {{ subscriber.city }}',
      preheader: 'And more',
      date: '2026-04-28',
      template: 'story',
      intro: { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: 'Hello.' }] }] },
      stories: [{ slug: 'c' }, { slug: 'a' }],
      sections: [{ stories: [{ slug: 'c' }, { slug: 'a' }] }],
      draft: false,
      lang: 'en',
      dir: 'ltr',
      file: 'content/editions/special-2026.1.md',
    });
    expect(JSON.parse(JSON.stringify(dated.edition))).toEqual(dated.edition);
  });

  test('needs a subject, and a date where its file name has none', async () => {
    expect((await readEdition('stories: [a]', { name: 'special' })).told).toEqual([
      'KEY_MISSING 1: subject is missing.',
      'KEY_MISSING 1: date is missing.',
    ]);
    expect((await readEdition('subject: S\nstories: [a]', { name: 'special' })).told).toEqual([
      'KEY_MISSING 1: date is missing.',
    ]);
    const { edition } = await readEdition('subject: S\nstories: [a]', { name: '2026-04-26-evening' });
    expect(edition).toMatchObject({ date: '2026-04-26', preheader: '', template: 'digest' });
    expect(edition).not.toHaveProperty('intro');
  });

  test('cannot have a name that is no folder and no part of an address', async () => {
    expect((await readEdition('subject: S\ndate: 2026-04-27\nstories: [a]', { name: 'April Edition' })).told).toEqual([
      'EDITION_NAME_INVALID 1: April Edition.md cannot be the name of an edition.',
    ]);
  });

  test("takes its day's stories when it names none, drafts left out", async () => {
    expect((await readEdition('subject: S')).slugs).toEqual(['b', 'a']);
  });

  test.each([
    ['date: 2026-04-20', ['c']],
    ['category: sport', ['b']],
    ['tag: cloud', ['c']],
    ['category: news\n  limit: 1', ['a']],
    ['limit: 2', []],
    ['date: 2026-04-27\n  category: news', ['a']],
  ])('takes the stories of a selection: %j', async (selection, slugs) => {
    const read = await readEdition(`subject: S\ndraft: ${slugs.length === 0}\nstories:\n  ${selection}`);
    expect(read.told).toEqual([]);
    expect(read.slugs).toEqual(slugs.length === 0 ? ['b', 'a'] : slugs);
  });

  test('in sections has one for each category, in the order in which they first come', async () => {
    const { edition, slugs } = await readEdition('subject: S\nstories: [a, b, c]\nsections: category');
    expect(edition?.sections.map(({ title, stories: in_ }) => [title, ...in_.map(({ slug }) => slug)])).toEqual([
      ['News', 'a', 'c'],
      ['Sport', 'b'],
    ]);
    expect(slugs).toEqual(['a', 'c', 'b']);
  });

  test('that names stories wrongly is told, each on its line', async () => {
    const { problems, told } = await readEdition('stories:\n  - a\n  - harbour\n  - a\n  - d\n  - Bb', {
      files: { ...stories, 'stories/e.md': storyText('', '', 'harbours') },
    });
    expect(told).toEqual([
      'KEY_MISSING 1: subject is missing.',
      'STORY_NOT_FOUND 4: There is no story harbour.',
      'STORY_TWICE 5: The edition names the story a twice.',
      'STORY_DRAFT 6: The story d is a draft, and the edition is not.',
      'SLUG_INVALID 7: stories[4] cannot serve as a slug.',
    ]);
    expect(problems.find(({ code }) => code === 'STORY_NOT_FOUND')?.fix).toBe('Did you mean harbours?');
  });

  test('that is no draft must have stories', async () => {
    expect((await readEdition('subject: S\ndate: 2026-01-01', { name: 'x' })).told).toEqual([
      'EDITION_EMPTY 1: The edition has no stories.',
    ]);
    expect((await readEdition('subject: S\ndate: 2026-04-27\nstories:\n  tag: none', { name: 'x' })).told).toEqual([
      'EDITION_EMPTY 4: The edition has no stories.',
    ]);
    expect((await readEdition('subject: S\nstories:\n  tag: none\ndraft: true')).edition).toMatchObject({
      stories: [],
      draft: true,
    });
  });

  test('that says so has no stories, as a welcome', async () => {
    expect((await readEdition('subject: S\ntemplate: welcome\nstories: []')).edition).toMatchObject({
      template: 'welcome',
      stories: [],
      sections: [{ stories: [] }],
    });
  });

  test('has a number, says how its stories are shown, and names its sponsor', async () => {
    const sponsor = 'sponsor:\n  name: Brasswick\n  text: Cranes that wait.\n  url: https://brasswick.example';
    expect((await readEdition(`subject: S\nnumber: 117\nshow: summary\n${sponsor}`)).edition).toMatchObject({
      number: 117,
      show: 'summary',
      sponsor: { name: 'Brasswick', text: 'Cranes that wait.', url: 'https://brasswick.example' },
    });
    expect((await readEdition('subject: S\nnumber: 0\nshow: short\nsponsor:\n  nam: B')).told).toEqual([
      'VALUE_INVALID 3: number must be 1 or more.',
      'VALUE_INVALID 4: show must be full or summary.',
      'KEY_MISSING 5: sponsor.name is missing.',
      'KEY_MISSING 5: sponsor.text is missing.',
      'KEY_MISSING 5: sponsor.url is missing.',
      'KEY_UNKNOWN 6: There is no key sponsor.nam.',
    ]);
  });

  test('tells when the image of its sponsor is not there', async () => {
    const sponsor =
      'sponsor:\n  name: B\n  text: T\n  url: https://b.example\n  image:\n    src: images/no.png\n    alt: ""';
    expect((await readEdition(`subject: S\n${sponsor}`)).told).toEqual([
      'IMAGE_NOT_FOUND 8: There is no image images/no.png.',
    ]);
  });

  test('that is a draft may hold drafts', async () => {
    expect((await readEdition('subject: S\ndraft: true\nstories: [d]')).slugs).toEqual(['d']);
    expect((await readEdition('subject: S\ndraft: true')).slugs).toEqual(['b', 'a', 'd']);
  });

  test('tells what kind of thing its keys must be', async () => {
    expect((await readEdition('subject: [a]\nstories: a\nsections: tag\ntempalte: x\ndate: 2026-02-30')).told).toEqual([
      'VALUE_INVALID 2: subject must be text.',
      'VALUE_INVALID 3: stories must be a list of slugs, or a selection.',
      'VALUE_INVALID 4: sections must be category.',
      'KEY_UNKNOWN 5: There is no key tempalte.',
      'DATE_INVALID 6: date is not a day of the calendar.',
    ]);
    expect((await readEdition('subject: S\nstories: { date: 2026-02-30, limit: 0, topic: x }')).told).toEqual([
      'DATE_INVALID 3: stories.date is not a day of the calendar.',
      'VALUE_INVALID 3: stories.limit must be 1 or more.',
      'KEY_UNKNOWN 3: There is no key stories.topic.',
    ]);
    expect((await readEdition('subject: S\nstories: { limit: 1.5 }')).told).toEqual([
      'VALUE_INVALID 3: stories.limit must be a whole number.',
    ]);
  });
});

describe('a broken story', () => {
  const broken = storyText('headline: []', '', 'broken');

  test('stops the editions that name it or take it by its date, and no other', async () => {
    const { editions } = await readFiles({
      ...stories,
      'stories/broken.md': broken,
      'editions/one.md': '---\nsubject: S\ndate: 2026-04-01\nstories: [broken]\n---\n',
      'editions/two.md': '---\nsubject: S\ndate: 2026-04-02\nstories: { date: 2026-04-27 }\n---\n',
      'editions/three.md': '---\nsubject: S\ndate: 2026-04-03\nstories: [a]\n---\n',
      'editions/four.md': '---\nsubject: S\ndate: 2026-04-04\nstories: { date: 2026-04-27, category: sport }\n---\n',
    });
    const stopped = editions.filter(({ problems }) => problems.length > 0).map(({ id }) => id);
    expect(stopped).toEqual(['2026-04-27', 'two', 'one']);
    expect(editions.find(({ id }) => id === 'one')?.problems.map(tell)).toEqual([
      'VALUE_INVALID 5: headline must be text.',
    ]);
  });

  test('is known by its file name when its front matter cannot be read', async () => {
    const { editions, stories: entries } = await readFiles({
      ...stories,
      'stories/2026-04-20-lost.md': '---\nheadline: [\n---\n',
    });
    expect(entries.find(({ id }) => id === 'lost')?.file).toBe('content/stories/2026-04-20-lost.md');
    expect(editions.map(({ id, problems }) => [id, problems.length > 0])).toEqual([
      ['2026-04-27', false],
      ['2026-04-20', true],
    ]);
  });
});

describe('a broken story that an edition may be meant to have', () => {
  const fine = storyText('date: 2026-11-25', '', 'fine');
  const keys = 'slug: lead\ncategory: news';

  /** The ids of the editions that it stops, with what they tell. */
  async function stopped(lead: string | Uint8Array, others: Files = {}, name = 'lead'): Promise<readonly string[]> {
    const { editions } = await readFiles({ 'stories/fine.md': fine, [`stories/${name}.md`]: lead, ...others });
    return editions.flatMap(({ id, problems }) =>
      problems.map(({ code, place, fix }) => {
        expect(fix).not.toBe('');
        return `${id}: ${code} ${place?.file}:${place?.line}`;
      }),
    );
  }
  const other = { 'stories/other.md': storyText('date: 2026-11-24', '', 'other') };

  test.each([
    ['an unquoted colon', `---\nheadline: Lead: the big story\n${keys}\ndate: 2026-11-25\n---\n`, 'INVALID', 2],
    ['a tab', `---\nheadline: Lead\n${keys}\ndate: 2026-11-25\nauthors:\n\t- Ann\n---\n`, 'INVALID', 7],
    ['a blank line before it', `\n---\nheadline: Lead\n${keys}\ndate: 2026-11-25\n---\n\nWords.\n`, 'MISSING', 1],
    ['no end', `---\nheadline: Lead\n${keys}\ndate: "2026-11-25" # noon\n--\n\nDate: then.\n`, 'NOT_CLOSED', 1],
    ['a key twice', `---\nheadline: A\nheadline: B\n${keys}\ndate: 2026-11-25\n---\n`, 'INVALID', 3],
    ['an alias', `---\nheadline: *lead\n${keys}\ndate: 2026-11-25\n---\n`, 'ALIAS', 2],
  ])('stops it, and no other day, where its front matter has %s', async (_, lead, code, line) => {
    expect(await stopped(lead, other)).toEqual([`2026-11-25: FRONT_MATTER_${code} content/stories/lead.md:${line}`]);
  });

  test('stops it, and no other day, where the file is not UTF-8', async () => {
    const lead = Buffer.from(storyText('date: 2026-11-25', 'Zo\u00eb', 'lead'), 'latin1');
    expect(await stopped(lead, other)).toEqual(['2026-11-25: FILE_NOT_UTF8 content/stories/lead.md:8']);
  });

  test('stops it, and no other day, where its date has another key', async () => {
    const lead = storyText('', '', 'lead').replace('date: 2026-04-27', 'Date: 2026-11-25');
    expect(await stopped(lead, other)).toEqual([
      '2026-11-25: KEY_MISSING content/stories/lead.md:1',
      '2026-11-25: KEY_UNKNOWN content/stories/lead.md:5',
    ]);
  });

  test.each([
    ['25.11.2026', 'DATE_INVALID'],
    ['2026-11-31', 'DATE_INVALID'],
    ['20261125', 'VALUE_INVALID'],
  ])('stops every day where its date is %s, whatever the name of its file says', async (date, code) => {
    for (const name of ['lead', '2026-11-20-lead']) {
      const told = `${code} content/stories/${name}.md:5`;
      expect(await stopped(storyText(`date: ${date}`, '', 'lead'), other, name)).toEqual([
        `2026-11-25: ${told}`,
        `2026-11-24: ${told}`,
      ]);
    }
  });

  test('stops every day where nothing says its own', async () => {
    const undated = storyText('', '', 'lead').replace('date: 2026-04-27\n', '');
    expect(await stopped(undated)).toEqual(['2026-11-25: KEY_MISSING content/stories/lead.md:1']);
    expect(await stopped('')).toEqual(['2026-11-25: FRONT_MATTER_MISSING content/stories/lead.md:1']);
    const twice = '---\nheadline: A\ndate: 2026-11-24\ndate: 2026-11-25\n---\n';
    expect(await stopped(twice, {}, '2026-11-24-lead')).toEqual([
      '2026-11-25: FRONT_MATTER_INVALID content/stories/2026-11-24-lead.md:4',
    ]);
  });

  test('stops nothing where it is notes that lie beside the stories', async () => {
    expect(await stopped('# Notes\n\nSee also: the style guide.\n')).toEqual([]);
    expect(await stopped('# Notes\n', {}, '2026-11-25-notes')).toHaveLength(1);
    expect(await stopped('Headline: A\n\nWords.\n')).toHaveLength(1);
  });

  test('stops no edition that names its stories, and each that selects by what is not known', async () => {
    const editionOf = (more: string): string => `---\nsubject: S\ndate: 2026-11-25\n${more}\n---\n`;
    const undated = storyText('', '', 'lead').replace('date: 2026-04-27\n', '');
    const editions: Files = {
      'editions/named.md': editionOf('stories: [fine]'),
      'editions/none.md': editionOf('stories: []'),
      'editions/day.md': editionOf('lang: en'),
      'editions/date.md': editionOf('stories: { date: 2026-11-25 }'),
      'editions/limit.md': editionOf('stories: { date: 2026-11-25, limit: 1 }'),
      'editions/sport.md': editionOf('stories: { category: sport }\ndraft: true'),
      'editions/news.md': editionOf('stories: { category: news }'),
      'editions/tag.md': editionOf('stories: { tag: cloud }\ndraft: true'),
    };
    const missing = (id: string): string => `${id}: KEY_MISSING content/stories/lead.md:1`;
    expect(await stopped(undated, editions)).toEqual(['date', 'day', 'limit', 'news'].map(missing));
    const unread = '---\nheadline: a: b\ncategory: news\ntags: [cloud]\n---\n';
    const invalid = (id: string): string => `${id}: FRONT_MATTER_INVALID content/stories/lead.md:2`;
    expect(await stopped(unread, editions)).toEqual(['date', 'day', 'limit', 'news', 'tag'].map(invalid));
  });

  test('stops none that its limit keeps it out of', async () => {
    const editions: Files = {
      'editions/one.md': '---\nsubject: S\ndate: 2026-11-25\nstories: { category: news, limit: 1 }\n---\n',
      'editions/two.md': '---\nsubject: S\ndate: 2026-11-25\nstories: { category: news, limit: 2 }\n---\n',
    };
    expect(await stopped(storyText('date: 2026-11-24\nfoo: 1', '', 'lead'), editions)).toEqual([
      'two: KEY_UNKNOWN content/stories/lead.md:6',
      '2026-11-24: KEY_UNKNOWN content/stories/lead.md:6',
    ]);
  });

  test('that says it is a draft stops draft editions only', async () => {
    const draft = `---\nheadline: Lead: the big story\n${keys}\ndraft: true\n---\n`;
    const editions = { 'editions/next.md': '---\nsubject: S\ndate: 2026-11-26\ndraft: true\n---\n' };
    expect(await stopped(draft, editions)).toEqual(['next: FRONT_MATTER_INVALID content/stories/lead.md:2']);
  });
});

describe('a day without an edition file', () => {
  test('gets a plain edition of its stories', async () => {
    const { editions } = await readFiles(stories);
    expect(editions.map(({ id }) => id)).toEqual(['2026-04-27', '2026-04-20']);
    expect(editions[0]?.value).toMatchObject({
      id: '2026-04-27',
      subject: 'A headline',
      preheader: 'A headline',
      date: '2026-04-27',
      template: 'digest',
      stories: [{ slug: 'b' }, { slug: 'a' }],
      draft: false,
    });
    expect(editions[0]?.value).not.toHaveProperty('file');
  });

  test('of a single story has its first sentence as the preheader', async () => {
    const { editions } = await readFiles({ 'stories/a.md': storyText('', 'It is here. It stays.', 'a') });
    expect(editions[0]?.value).toMatchObject({ subject: 'A headline', preheader: 'It is here.' });
  });

  test('of a single story cuts its first sentence at no merge field', async () => {
    const field = '{{ subscriber.first_name | default: "Hi! You and friends of ours" }}';
    const preheaderOf = async (body: string): Promise<string | undefined> =>
      (await readFiles({ 'stories/a.md': storyText('', body) })).editions[0]?.value?.preheader;
    expect(await preheaderOf(`Dear ${field}, it is here. And more.`)).toBe(`Dear ${field}, it is here.`);
    expect(await preheaderOf(`${'Words '.repeat(19)}to ${field} and on.`)).toBe(`${'Words '.repeat(19)}to ${field}…`);
  });

  test('has a preheader of whole headlines', async () => {
    const long = Array.from({ length: 9 }, (_, n) => [
      `stories/${n}.md`,
      storyText(`headline: "Headline number ${n} of nine stories"`, '', `s${n}`),
    ]);
    const { editions } = await readFiles(Object.fromEntries(long));
    expect(editions[0]?.value?.preheader).toBe(
      'Headline number 1 of nine stories · Headline number 2 of nine stories · Headline number 3 of nine stories',
    );
  });

  test('gets none beside an edition of that day that cannot be read', async () => {
    const monday = Buffer.from('---\nsubject: Zo\u00eb\ndate: 2026-04-27\n---\n', 'latin1');
    for (const broken of ['---\nsubject: News: at last\ndate: 2026-04-27\n---\n', monday]) {
      const { editions } = await readFiles({ ...stories, 'editions/monday.md': broken });
      expect(editions.map(({ id, problems }) => [id, problems.length])).toEqual([
        ['monday', 1],
        ['2026-04-20', 0],
      ]);
    }
    const twice = '---\nsubject: S\ndate: 2026-04-01\ndate: 2026-04-27\n---\n';
    const { editions } = await readFiles({ ...stories, 'editions/monday.md': twice });
    expect(editions[0]?.id).toBe('monday');
  });

  test('gets none when its stories are drafts, or when a draft edition says that the day is not ready', async () => {
    expect((await readFiles({ 'stories/d.md': storyText('draft: true') })).editions).toEqual([]);
    const { editions } = await readFiles({
      ...stories,
      'editions/monday.md': '---\nsubject: S\ndate: 2026-04-27\ndraft: true\n---\n',
    });
    expect(editions.map(({ id }) => id)).toEqual(['monday', '2026-04-20']);
  });
});
