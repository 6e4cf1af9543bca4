import { readdirSync, readFileSync } from 'node:fs';
import type { Image, Root } from 'mdast';
import { describe, expect, test } from 'vitest';
import { checkEdition } from '../../src/check/check-edition.ts';
import type { Finding } from '../../src/check/finding.ts';
import type { Edition } from '../../src/content/edition.ts';
import type { ImageFile } from '../../src/content/files/read-image-files.ts';
import type { Story } from '../../src/content/story.ts';
import { example, findingsWith, htmlWith, story } from './example.ts';

const brief = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ rule, severity, place, what }) => `${severity} ${rule} ${place}: ${what}`);

const withHtml = async (more: string): Promise<readonly string[]> =>
  brief(await findingsWith({ html: htmlWith(more) }));

test('a sound mail has no findings', async () => {
  expect(await checkEdition(example)).toEqual([]);
});

test('every finding says what, why and what to do', async () => {
  const findings = await findingsWith({ subject: '', preheader: '', html: '<a href="x"></a><img src="y">', text: '' });
  expect(findings.length).toBeGreaterThan(5);
  for (const { what, why, fix } of findings) {
    for (const sentence of [what, why, fix]) expect(sentence).toMatch(/^\S.*[.?]$/s);
  }
});

test('errors come before warnings', async () => {
  const findings = await findingsWith({ preheader: '', html: htmlWith('<img src="https://example.com/b.png">') });
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

describe('link-address', () => {
  test.each([
    ['a relative link', '/archive', 'It is relative'],
    ['a link to this machine', 'http://localhost:3000/x', 'only you can reach'],
    ['a link to a private network', 'http://192.168.1.4/x', 'only you can reach'],
    ['a script', 'javascript:alert(1)', 'may not use javascript:'],
    ['a file', 'file:///etc/passwd', 'may not use file:'],
  ])('finds %s', async (_name, href, why) => {
    const [finding, ...rest] = await findingsWith({ html: htmlWith(`<a href="${href}">x</a>`) });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: 'link-address', severity: 'error' });
    expect(finding?.why).toContain(why);
  });

  test.each(['https://example.com', 'mailto:a@example.com', 'tel:+1', '#notes', '#top', '{{ links.web }}'])(
    'lets %s be',
    async (href) => {
      expect(await withHtml(`<h2 id="notes">Notes</h2><a href="${href}">x</a>`)).toEqual([]);
    },
  );

  test('finds a link to a place that is not in the mail, and names the nearest that is', async () => {
    const [finding, ...rest] = await findingsWith({
      html: htmlWith('<h2 id="notes">Notes</h2><a href="#note">x</a>'),
    });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'link-address',
      severity: 'error',
      what: 'The link “x” goes to #note.',
      why: 'There is no such place in the mail.',
      fix: 'Did you mean #notes?',
    });
    expect(await withHtml('<a href="#nowhere">x</a>')).toHaveLength(1);
  });

  test.each([
    ['a name', '<a name="notes"></a>', '#notes'],
    ['an id in another script', '<p id="海">', '#%E6%B5%B7'],
    ['an id with a percent sign', '<p id="50%">', '#50%'],
    ['a place that is filled in', '<p>', '#{{ subscriber.first_name }}'],
  ])('takes %s for a place', async (_name, place, href) => {
    expect(await withHtml(`${place}<a href="${href}">x</a>`)).toEqual([]);
  });
});

describe('image-address', () => {
  test.each(['images/a.png', 'http://127.0.0.1/a.png', 'data:image/png;base64,AA==', ''])('finds %j', async (src) => {
    expect((await findingsWith({ html: htmlWith(`<img src="${src}" alt="x">`) })).map(({ rule }) => rule)).toEqual([
      'image-address',
    ]);
  });

  test('lets an image that travels with the mail be', async () => {
    expect(await withHtml('<img src="cid:a" alt="x">')).toEqual([]);
  });
});

describe('image-alt', () => {
  test('finds an image without alt, and lets an empty one be', async () => {
    expect(await withHtml('<img src="https://example.com/b.png"><img src="https://example.com/c.png" alt="">')).toEqual(
      ['error image-alt html: The image https://example.com/b.png has no alternative text.'],
    );
  });
});

describe('image-size', () => {
  const findings = async (changes: Partial<Story>, edition: Partial<Edition> = {}): Promise<readonly string[]> =>
    brief(
      await checkEdition({
        ...example,
        edition: { ...example.edition, stories: [{ ...story, ...changes }], ...edition },
      }),
    );
  const src = 'https://example.com/b.png';
  const tree = (image: Partial<Image> = {}): Root => ({
    type: 'root',
    children: [{ type: 'paragraph', children: [{ type: 'image', url: src, alt: 'B', ...image }] }],
  });

  test('warns of images on the web whose size is not known, wherever they are named', async () => {
    const what = `The size of the image ${src} is not known.`;
    expect(await findings({ image: { src, alt: 'B' } })).toEqual([`warning image-size ${story.file}: ${what}`]);
    expect(await findings({ body: tree() })).toEqual([`warning image-size ${story.file}: ${what}`]);
    const sponsor = { name: 'B', text: 'B', url: 'https://example.com', image: { src, alt: 'B' } };
    for (const part of [{ intro: tree() }, { sponsor }]) {
      expect(await findings({}, part)).toEqual([`warning image-size ${example.edition.file}: ${what}`]);
    }
  });

  test('lets files, and images whose size is given, be', async () => {
    expect(await findings({ image: { src, alt: 'B', width: 100 } })).toEqual([]);
    expect(await findings({ image: { src: 'images/b.svg', alt: 'B' }, body: tree({ url: 'images/b.png' }) })).toEqual(
      [],
    );
  });
});

describe('image-file', () => {
  const path = 'images/b.png';
  const image = { src: path, alt: 'B' };
  const tree: Root = { type: 'root', children: [{ type: 'image', url: path, alt: 'B' }] };
  const findings = async (file: Omit<ImageFile, 'path'>, parts: Partial<Edition>): Promise<readonly string[]> =>
    brief(
      await checkEdition({ ...example, edition: { ...example.edition, ...parts }, imageFiles: [{ path, ...file }] }),
    );
  const size = { width: 100, height: 50 };

  test('warns of a file that is no image, in every file that names it, once in each', async () => {
    const stories = [{ ...story, image, body: tree }];
    const what = `The size in pixels of ${path} cannot be read.`;
    expect(await findings({ bytes: 10 }, { stories, intro: tree })).toEqual([
      `warning image-file ${example.edition.file}: ${what}`,
      `warning image-file ${story.file}: ${what}`,
    ]);
  });

  test.each([
    [1_000_000, []],
    [1_000_001, [`warning image-file ${story.file}: The image ${path} has 1.0 MB.`]],
    [60_000_000, [`warning image-file ${story.file}: The image ${path} has 60.0 MB.`]],
  ])('of %i bytes gives %j', async (bytes, expected) => {
    expect(await findings({ bytes, size }, { stories: [{ ...story, image }] })).toEqual(expected);
  });
});

describe('unsubscribe-link', () => {
  test('is asked for in each part', async () => {
    expect(brief(await findingsWith({ html: '<p>News</p>', text: 'News' }))).toEqual([
      'error unsubscribe-link html: The HTML has no link to unsubscribe.',
      'error unsubscribe-link text: The text part has no link to unsubscribe.',
    ]);
  });

  test('does not count where it is only shown in words', async () => {
    expect((await findingsWith({ html: '<p>{{ links.unsubscribe }}</p>' })).map(({ rule }) => rule)).toEqual([
      'unsubscribe-link',
    ]);
  });
});

describe('merge-fields', () => {
  test('finds a field that no column fills, and names the nearest', async () => {
    const [finding] = await findingsWith({ subject: 'Hi {{ subscriber.frist_name }}' });
    expect(finding).toMatchObject({ rule: 'merge-fields', severity: 'error', place: 'subject' });
    expect(finding?.fix).toBe('Did you mean subscriber.first_name?');
  });

  test('names the files that a field stands in, once for all parts of the mail that show it', async () => {
    const field = '{{ subscriber.shoe_size }}';
    const wearing = (value: string): Root => ({
      type: 'root',
      children: [{ type: 'paragraph', children: [{ type: 'mergeField', value }] }],
    });
    const stories = [
      { ...story, body: wearing(field), file: 'content/stories/body.md' },
      { ...story, headline: `Of ${field}`, file: 'content/stories/headline.md' },
      { ...story, body: { type: 'root', children: [{ type: 'code', value: field }] }, file: 'content/stories/code.md' },
    ] satisfies readonly Story[];
    const edition = { ...example.edition, intro: wearing(field), stories };
    const rendered = { ...example.rendered, html: htmlWith(field), text: `${example.rendered.text}${field}` };
    const findings = await checkEdition({ ...example, edition, rendered });
    expect(findings.map(({ place }) => place)).toEqual([
      'content/editions/2026-04-27.md',
      'content/stories/body.md',
      'content/stories/headline.md',
    ]);
  });

  test('finds braces that are left open, and fields that are not spelled right', async () => {
    expect(brief(await findingsWith({ text: 'Hi {{ name, {{ links.unsubscribe }} {{ upcase }}' }))).toEqual([
      'error merge-fields text: `{{` is no merge field.',
      'error merge-fields text: `{{ upcase }}` is no merge field.',
    ]);
  });

  test('finds an unknown link', async () => {
    expect(await withHtml('<p>{{ links.unsubscirbe }}</p>')).toEqual([
      'error merge-fields html: There is no merge field links.unsubscirbe.',
    ]);
  });

  test('lets any column be where no list is known', async () => {
    const { columns: _, ...input } = example;
    const rendered = { ...input.rendered, subject: '{{ subscriber.shoe_size | default: "?" }}' };
    expect(await checkEdition({ ...input, rendered })).toEqual([]);
  });

  test('lets braces in code be', async () => {
    expect(await withHtml('<code>{{ "{{" }} unknown }}</code>')).toEqual([]);
  });
});

describe('subject', () => {
  test('an empty one is an error, one that holds only a field without a default too', async () => {
    expect(brief(await findingsWith({ subject: '  ' }))).toEqual(['error subject subject: The subject is empty.']);
    expect(brief(await findingsWith({ subject: '{{ subscriber.first_name }}' }))).toHaveLength(1);
  });

  test.each([
    [70, []],
    [71, ['warning']],
    [151, ['error']],
  ])('of %i characters gives %j', async (length, severities) => {
    const findings = await findingsWith({ subject: '界'.repeat(length) });
    expect(findings.map(({ severity }) => severity)).toEqual(severities);
  });
});

describe('preheader', () => {
  test('missing and overlong ones are warnings', async () => {
    expect(brief(await findingsWith({ preheader: '' }))).toEqual([
      'warning preheader preheader: There is no preheader.',
    ]);
    expect(brief(await findingsWith({ preheader: 'x'.repeat(141) }))).toEqual([
      'warning preheader preheader: The preheader has 141 characters.',
    ]);
  });
});

describe('html-size', () => {
  test.each([
    [79_000, []],
    [81_000, ['warning']],
    [101_000, ['error']],
  ])('%i bytes more give %j', async (bytes, severities) => {
    const findings = await findingsWith({ html: htmlWith(`<p>${'x'.repeat(bytes)}</p>`) });
    expect(findings.map(({ severity }) => severity)).toEqual(severities);
  });

  test('counts bytes, not characters', async () => {
    expect(await withHtml(`<p>${'界'.repeat(27_000)}</p>`)).toHaveLength(1);
  });
});

describe('attachment-kind', () => {
  const attached = async (...names: readonly string[]): Promise<readonly string[]> =>
    brief(
      await findingsWith({
        attachments: names.map((fileName) => ({ fileName, mediaType: 'application/pdf', content: '' })),
      }),
    );

  test.each(['setup.exe', 'Rechnung.pdf.SCR', 'a.js', 'a.vbs', 'a.jar', 'a.bat', 'a.ex_', 'a.xll'])(
    'refuses %s, as Gmail does',
    async (name) => {
      expect(await attached('report.pdf', name)).toEqual([
        `error attachment-kind attachments: The attachment “${name}” is of a kind that Gmail refuses.`,
      ]);
    },
  );

  test('lets the kinds be that newsletters carry', async () => {
    expect(await attached('a.pdf', 'exe.csv', 'b.docx', 'c.zip', 'd.mp3', 'e.ics', 'javascript.js.txt')).toEqual([]);
  });

  test('warns of a name that does not say what the file is', async () => {
    expect(await attached('Report', 'No. 5')).toEqual([
      'warning attachment-kind attachments: The name of the attachment “Report” does not say of what kind it is.',
      'warning attachment-kind attachments: The name of the attachment “No. 5” does not say of what kind it is.',
    ]);
  });
});

describe('message-size', () => {
  const file = (bytes: number) => ({
    fileName: 'a.pdf',
    mediaType: 'application/pdf',
    content: Buffer.alloc(bytes).toString('base64'),
  });

  test.each([
    [3_600_000, []],
    [3_700_000, ['warning']],
    [13_100_000, ['warning']],
    [13_200_000, ['error']],
  ])('counts attachments as they travel: %i bytes give %j', async (bytes, severities) => {
    const findings = await findingsWith({ attachments: [file(bytes)] });
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(
      severities.map((severity) => `${severity} message-size`),
    );
  });

  test('counts several attachments and the images inside the mail together', async () => {
    const findings = await findingsWith({
      attachments: [file(1_500_000), { ...file(1_500_000), fileName: 'b.pdf' }],
      images: [{ ...file(1_500_000), cid: 'a' }],
    });
    expect(brief(findings)).toEqual(['warning message-size message: The message has 6.2 MB as it travels.']);
  });
});

describe('empty-link', () => {
  test.each([
    '<a href="">words</a>',
    '<a href="#">words</a>',
    '<a href="https://example.com/b"> </a>',
    '<a href="https://example.com/b"><img src="https://example.com/b.png" alt=""></a>',
  ])('finds %s', async (link) => {
    expect((await findingsWith({ html: htmlWith(link) })).map(({ rule }) => rule)).toEqual(['empty-link']);
  });

  test('lets a link around an image with words be', async () => {
    expect(await withHtml('<a href="https://example.com/b"><img src="https://example.com/b.png" alt="B"></a>')).toEqual(
      [],
    );
  });
});

describe('duplicate-link', () => {
  test('finds the same words to the same place, and lets other words be', async () => {
    expect(await withHtml('<a href="https://example.com/a">Elsewhere</a>')).toEqual([]);
    expect(await withHtml('<a href="https://example.com/a">A story</a>')).toEqual([
      'warning duplicate-link html: The link “A story” to https://example.com/a stands there 2 times.',
    ]);
  });
});

describe('future-story', () => {
  const dated = async (date: string): Promise<readonly string[]> =>
    brief(await checkEdition({ ...example, edition: { ...example.edition, stories: [{ ...story, date }] } }));

  test('warns of a story some weeks ahead, refuses one of next year, lets next week be', async () => {
    expect(await dated('2026-05-03')).toEqual([]);
    expect((await dated('2026-05-20'))[0]).toMatch(/^warning future-story content\/stories\/a-story\.md/);
    expect((await dated('2027-04-27'))[0]).toMatch(/^error future-story/);
  });
});

test('every rule has its tests here', () => {
  const rules = readdirSync(new URL('../../src/check/rules/', import.meta.url)).map((file) => file.replace('.ts', ''));
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  expect(rules.filter((rule) => !source.includes(`describe('${rule}'`))).toEqual([]);
});
