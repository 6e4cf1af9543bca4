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

test('errors come before warnings, and then it goes by rule', async () => {
  const twice = '<a href="https://example.com/a">A story</a>';
  const findings = await findingsWith({ subject: '', preheader: '', html: htmlWith(`${twice}<a href="">x</a>`) });
  expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
    'error empty-link',
    'error subject',
    'warning duplicate-link',
    'warning preheader',
  ]);
});

describe('link-address', () => {
  test.each([
    ['a relative link', '/archive', 'It is relative'],
    ['a place that a value makes', '{{ subscriber.first_name }}/x', 'It is relative'],
    ['a script', 'javascript:alert(1)', 'may not use javascript:'],
    ['a file', 'file:///etc/passwd', 'may not use file:'],
  ])('finds %s', async (_name, href, why) => {
    const [finding, ...rest] = await findingsWith({ html: htmlWith(`<a href="${href}">x</a>`) });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: 'link-address', severity: 'error' });
    expect(finding?.why).toContain(why);
  });

  test.each([
    'localhost:3000',
    'news.localhost',
    'printer.local',
    '127.0.0.1',
    '10.0.0.8',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.1.4',
    '169.254.1.1',
    '[::1]',
    '0.0.0.0',
  ])('finds a link to %s, which only its sender can reach', async (host) => {
    const [finding, ...rest] = await findingsWith({ html: htmlWith(`<a href="http://${host}/x">x</a>`) });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: 'link-address', severity: 'error' });
    expect(finding?.why).toContain('is a machine that only you can reach');
  });

  test.each([
    'https://example.com',
    'http://172.15.0.1/x',
    'http://172.32.0.1/x',
    'http://192.0.2.1/x',
    'http://100.64.0.1/x',
    'https://10.example.com',
    'https://local.example.com',
    'mailto:a@example.com',
    'tel:+1',
    '#notes',
    ' #notes ',
    '#top',
    '#TOP',
    '{{ links.web }}',
  ])('lets %s be', async (href) => {
    expect(await withHtml(`<h2 id="notes">Notes</h2><a href="${href}">x</a>`)).toEqual([]);
  });

  test('names a link without words by where it goes, and takes nothing else for a link', async () => {
    expect(await withHtml('<a href="/b"></a>')).toContain('error link-address html: The link “/b” goes to /b.');
    expect(await withHtml('<link href="/b.css">')).toEqual([]);
  });

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
    const [far] = await findingsWith({ html: htmlWith('<meta name="nowhere"><p id=""><a href="#nowhere">x</a>') });
    expect(far?.fix).toBe('Link to the `id` of something in the mail, or take the link out.');
    const [spelled] = await findingsWith({
      html: htmlWith('<p id="海图"><a href="#%E6%B5%B7%E5%9B%BE%E5%9B%BE">x</a>'),
    });
    expect(spelled?.fix).toBe('Did you mean #海图?');
  });

  test.each([
    ['a name', '<a name="notes"></a>', '#notes'],
    ['an id in another script', '<p id="海">', '#%E6%B5%B7'],
    ['an id with a percent sign', '<p id="50%">', '#50%'],
    ['an id that is written as an address writes it', '<p id="a%20b">', '#a%20b'],
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

  test('says which image it is, and why', async () => {
    const found = async (image: string): Promise<readonly string[]> =>
      (await findingsWith({ html: htmlWith(image) })).map(({ what, why }) => `${what} ${why}`);
    expect(await found('<img src="" alt="A harbour">')).toEqual([
      'The image “A harbour” is at no address. It has no address.',
    ]);
    expect(await found('<img src="a.png" alt="">')).toEqual([
      'The image “a.png” is at a.png. It is relative: in a mail there is no page that it could be relative to.',
    ]);
  });

  test.each(['cid:a', 'http://example.com/a.png', 'https://example.com/b.png'])('lets %s be', async (src) => {
    expect(await withHtml(`<img src="${src}" alt="x">`)).toEqual([]);
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
  const src = 'HTTP://example.com/b.png';
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
    const { file: _, ...unwritten } = { ...example.edition, intro: tree() };
    expect(brief(await checkEdition({ ...example, edition: unwritten }))).toEqual([`warning image-size html: ${what}`]);
  });

  test('lets files, and images whose size is given, be', async () => {
    expect(await findings({ image: { src, alt: 'B', width: 100 } })).toEqual([]);
    expect(await findings({ body: tree({ data: { width: 100 } }) })).toEqual([]);
    const sponsor = { name: 'B', text: 'B', url: 'https://example.com', image: { src, alt: 'B', width: 100 } };
    expect(await findings({}, { sponsor })).toEqual([]);
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

  test.each(['<p>{{ links.unsubscribe }}</p>', '<a href="{{ links.web }}">In a browser</a>'])(
    'is not %s',
    async (html) => {
      expect((await findingsWith({ html })).map(({ rule }) => rule)).toEqual(['unsubscribe-link']);
    },
  );
});

describe('merge-fields', () => {
  test('finds a field that no column fills, and names the nearest', async () => {
    const [finding] = await findingsWith({ subject: 'Hi {{ subscriber.frist_name }}' });
    expect(finding).toMatchObject({ rule: 'merge-fields', severity: 'error', place: 'subject' });
    expect(finding?.fix).toBe('Did you mean subscriber.first_name?');
    expect(finding?.why).toBe(
      'Known are links.unsubscribe, links.web, subscriber.email, subscriber.first_name, from the columns of the list.',
    );
    expect(brief(await findingsWith({ preheader: 'Hi {{ subscriber.shoe_size }}' }))).toContain(
      'error merge-fields preheader: There is no merge field subscriber.shoe_size.',
    );
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
      ...(['code', 'inlineCode', 'text', 'html'] as const).map((type) => ({
        ...story,
        body: { type: 'root' as const, children: [{ type, value: field }] },
        file: `content/stories/${type}.md`,
      })),
      { ...story, body: wearing('{{ subscriber.first_name }}'), file: 'content/stories/other.md' },
    ] satisfies readonly Story[];
    const edition = { ...example.edition, intro: wearing(field), stories, sections: [{ stories }] };
    const rendered = { ...example.rendered, html: htmlWith(field), text: `${example.rendered.text}${field}` };
    const findings = await checkEdition({ ...example, edition, rendered });
    expect(findings.map(({ place }) => place)).toEqual([
      'content/editions/2026-04-27.md',
      'content/stories/body.md',
      'content/stories/headline.md',
    ]);
    const { intro: _, ...bare } = edition;
    const inSubject = { ...example.rendered, subject: `News ${field}` };
    expect((await checkEdition({ ...example, edition: bare, rendered }))[0]?.place).toBe('content/stories/body.md');
    expect((await checkEdition({ ...example, edition, rendered: inSubject })).map(({ place }) => place)).toContain(
      'subject',
    );
  });

  test('finds braces that are left open, and fields that are not spelled right', async () => {
    expect(brief(await findingsWith({ text: 'Hi {{ name, {{ links.unsubscribe }} {{ upcase }}' }))).toEqual([
      'error merge-fields text: `{{` is no merge field.',
      'error merge-fields text: `{{ upcase }}` is no merge field.',
    ]);
    const [long] = await findingsWith({ preheader: `News {{ ${'x'.repeat(100)} }}` });
    expect(long?.what).toBe(`\`{{ ${'x'.repeat(77)}\` is no merge field.`);
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
    const wrong = { ...input.rendered, subject: 'News {{ links.wed }}' };
    expect(await checkEdition({ ...input, rendered: wrong })).toMatchObject([
      { why: 'Known are links.unsubscribe, links.web and the columns of the list as subscriber.COLUMN.' },
    ]);
  });

  test('knows the address of a subscriber whatever the list calls its column', async () => {
    const rendered = { ...example.rendered, text: `${example.rendered.text}{{ subscriber.email }}` };
    expect(await checkEdition({ ...example, rendered, columns: ['first_name'] })).toEqual([]);
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
    [150, ['warning']],
    [151, ['error']],
  ])('of %i characters gives %j', async (length, severities) => {
    const findings = await findingsWith({ subject: '🚢'.repeat(length) });
    expect(findings.map(({ severity }) => severity)).toEqual(severities);
  });

  test('is to be set in the edition’s file, or in one that is to be written', async () => {
    const { file: _, ...unwritten } = example.edition;
    const rendered = { ...example.rendered, subject: '', preheader: '' };
    const fixes = async (edition: Edition): Promise<readonly string[]> =>
      (await checkEdition({ ...example, edition, rendered })).map(({ fix }) => fix);
    const sentence = 'one sentence that goes on where the subject stops.';
    expect(await fixes(example.edition)).toEqual([
      `Set \`subject\` in ${example.edition.file}.`,
      `Set \`preheader\` in ${example.edition.file}: ${sentence}`,
    ]);
    expect(await fixes(unwritten)).toEqual([
      'Set `subject` in an edition file for this date.',
      `Set \`preheader\` in an edition file for this date: ${sentence}`,
    ]);
  });
});

describe('preheader', () => {
  test('missing and overlong ones are warnings', async () => {
    expect(brief(await findingsWith({ preheader: '' }))).toEqual([
      'warning preheader preheader: There is no preheader.',
    ]);
    expect(brief(await findingsWith({ preheader: '🚢'.repeat(141) }))).toEqual([
      'warning preheader preheader: The preheader has 141 characters.',
    ]);
    const name = '{{ subscriber.first_name | default: "you" }}';
    expect(await findingsWith({ preheader: `${'🚢'.repeat(137)}${name}` })).toEqual([]);
  });
});

describe('html-size', () => {
  test.each([
    [80_000, []],
    [80_001, ['warning html-size html: The HTML has 81 KB.']],
    [100_000, ['warning html-size html: The HTML has 100 KB.']],
    [100_001, ['error html-size html: The HTML has 101 KB.']],
  ])('%i bytes give %j', async (bytes, expected) => {
    expect(await withHtml('x'.repeat(bytes - Buffer.byteLength(htmlWith(''))))).toEqual(expected);
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

  test.each(['html', 'text'] as const)('counts the %s, to the octet', async (part) => {
    const { html, text } = example.rendered;
    const rest = Buffer.byteLength(html) + Buffer.byteLength(text);
    const severities = async (octets: number): Promise<readonly string[]> => {
      const longer = `${example.rendered[part]}${'x'.repeat(octets - rest)}`;
      const findings = await findingsWith({ [part]: longer });
      return findings.flatMap(({ rule, severity }) => (rule === 'message-size' ? severity : []));
    };
    expect(await severities(5_000_000)).toEqual([]);
    expect(await severities(5_000_001)).toEqual(['warning']);
    expect(await severities(18_000_000)).toEqual(['warning']);
    expect(await severities(18_000_001)).toEqual(['error']);
  });

  test('says that big receivers refuse what they refuse, and no less', async () => {
    const whys = async (bytes: number): Promise<readonly string[]> =>
      (await findingsWith({ attachments: [file(bytes)] })).map(({ why }) => why);
    expect(await whys(4_000_000)).toEqual([expect.stringContaining('smaller receivers refuse it')]);
    expect(await whys(14_000_000)).toEqual([expect.stringContaining('Big receivers refuse such mail')]);
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

  test('says which of both is missing', async () => {
    expect(await withHtml('<a href="">words</a><a href="https://example.com/b"></a><a href=""></a>')).toEqual([
      'error empty-link html: The link “words” goes nowhere.',
      'error empty-link html: A link to https://example.com/b has no words.',
      'error empty-link html: A link to nowhere has no words.',
    ]);
    const whys = (await findingsWith({ html: htmlWith('<a href="">words</a><a href="#"></a>') })).map(({ why }) => why);
    expect(whys).toEqual(['It has no address.', 'Nobody can see it, and a screen reader has nothing to say.']);
  });

  test.each(['<img src="https://example.com/b.png" alt="B">', '', '<b>B</b>'])(
    'lets a link around %j be that says something',
    async (inside) => {
      const label = inside === '' ? ' aria-label="B"' : '';
      expect(await withHtml(`<a href="https://example.com/b"${label}>${inside}</a>`)).toEqual([]);
    },
  );
});

describe('duplicate-link', () => {
  test('finds the same words to the same place, and lets other words be', async () => {
    expect(await withHtml('<a href="https://example.com/a">Elsewhere</a>')).toEqual([]);
    expect(await withHtml('<a href="https://example.com/a">A story</a>')).toEqual([
      'warning duplicate-link html: The link “A story” to https://example.com/a stands there 2 times.',
    ]);
  });

  test('goes by the words, however their lines are broken, and by web addresses alone', async () => {
    const link = '<a href="http://example.com/b">A long\n  story</a>';
    expect(await withHtml(`${link}${link.replace(/\s+story/, ' story')}`)).toEqual([
      'warning duplicate-link html: The link “A long story” to http://example.com/b stands there 2 times.',
    ]);
    expect(await withHtml('<a href="{{ links.unsubscribe }}">Unsubscribe</a>')).toEqual([]);
  });
});

describe('future-story', () => {
  const dated = async (date: string): Promise<readonly string[]> =>
    brief(await checkEdition({ ...example, edition: { ...example.edition, stories: [{ ...story, date }] } }));

  test('warns of a story some weeks ahead, refuses one of next year, lets next week be', async () => {
    const what = (date: string, days: number): string => `“${story.headline}” is dated ${date}, ${days} days from now.`;
    expect(await dated('2026-05-04')).toEqual([]);
    expect(await dated('2026-05-05')).toEqual([`warning future-story ${story.file}: ${what('2026-05-05', 8)}`]);
    expect(await dated('2026-06-26')).toEqual([`warning future-story ${story.file}: ${what('2026-06-26', 60)}`]);
    expect(await dated('2026-06-27')).toEqual([`error future-story ${story.file}: ${what('2026-06-27', 61)}`]);
  });
});

test('every rule has its tests here', () => {
  const rules = readdirSync(new URL('../../src/check/rules/', import.meta.url)).map((file) => file.replace('.ts', ''));
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  expect(rules.filter((rule) => !source.includes(`describe('${rule}'`))).toEqual([]);
});
