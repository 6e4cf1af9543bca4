import { readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Newsletter, openNewsletter } from '../../src/newsletter.ts';
import { copySample } from '../end-to-end/run-masthead.ts';

let folder = '';
let newsletter: Newsletter;

beforeEach(async () => {
  folder = await copySample();
  newsletter = await openNewsletter(folder, { env: {} });
});
afterEach(() => newsletter.close());

test('the sample edition has no findings', async () => {
  expect((await newsletter.check()).findings).toEqual([]);
});

const storyFile = 'content/stories/2026-04-27-a-lab-prints-its-failures.md';
const addToStory = async (words: string): Promise<void> =>
  writeFile(join(folder, storyFile), `${await readFile(join(folder, storyFile), 'utf8')}\n${words}\n`);

const configured = async (line: string): Promise<Newsletter> => {
  const file = join(folder, 'masthead.config.ts');
  await writeFile(file, (await readFile(file, 'utf8')).replace('defineConfig({', `defineConfig({\n  ${line},`));
  return openNewsletter(folder, { env: {} });
};

test('check and preview find a field for a column that the list does not have, in the story that holds it', async () => {
  await addToStory('Dear {{ subscriber.frist_name }},');
  const expected = {
    rule: 'merge-fields',
    severity: 'error',
    place: storyFile,
    what: 'There is no merge field subscriber.frist_name.',
    fix: 'Did you mean subscriber.first_name?',
  };
  expect((await newsletter.check()).findings).toMatchObject([expected]);
  const { findings } = await newsletter.preview({ edition: '2026-04-27' }, { assetBase: '/assets' });
  expect(findings).toMatchObject([expected]);
});

test('a list of column names alone is enough to check by, and without one that can be read any column may be', async () => {
  await addToStory('Your shoes: {{ subscriber.shoe_size | default: "?" }}.');
  const list = join(folder, 'content/subscribers.csv');
  const findings = async (): Promise<number> => (await newsletter.check()).findings.length;
  expect(await findings()).toBe(1);
  await writeFile(list, 'Email,First Name,Shoe size\n');
  expect(await findings()).toBe(0);
  for (const text of ['Email,First Name\n', 'nobody\n', '']) {
    await writeFile(list, text);
    expect(await findings()).toBe(text.startsWith('Email') ? 1 : 0);
  }
  await rm(list);
  expect(await findings()).toBe(0);
});

test.each(['hosted', 'embedded'])('files that are no images, and huge ones, are found when %s', async (images) => {
  const content = join(folder, 'content/images');
  await writeFile(join(content, 'fake.png'), 'ten bytes.');
  await writeFile(join(content, 'empty.jpg'), '');
  await writeFile(join(content, 'huge.png'), await readFile(join(content, 'harbour.png')));
  await truncate(join(content, 'huge.png'), 1_500_000);
  await addToStory('![A](../images/fake.png)\n![B](../images/empty.jpg)\n![C](../images/huge.png)');
  const other = await configured(`images: '${images}'`);
  try {
    const { findings } = await other.check();
    expect(findings.map(({ severity, rule, place, what }) => `${severity} ${rule} ${place} ${what}`)).toEqual([
      `warning image-file ${storyFile} The size in pixels of images/fake.png cannot be read.`,
      `warning image-file ${storyFile} The size in pixels of images/empty.jpg cannot be read.`,
      `warning image-file ${storyFile} The image images/huge.png has 1.5 MB.`,
    ]);
  } finally {
    await other.close();
  }
});

test('an export is filled with defaults, and its mail holds the same two parts', async () => {
  await newsletter.exportEdition('2026-04-27', { into: 'out', formats: ['html', 'text', 'eml', 'json'] });
  const [html, text, eml, json] = await Promise.all(
    ['index.html', 'index.txt', 'message.eml', 'edition.json'].map((name) =>
      readFile(join(folder, 'out', '2026-04-27', name), 'utf8'),
    ),
  );
  expect(text).toContain('Good morning, there');
  const mail = await simpleParser(eml ?? '');
  expect(mail.html ? mail.html.trim() === html?.trim() : false).toBe(true);
  expect(mail.text?.trim()).toBe(text?.trim());
  expect(JSON.parse(json ?? '')).toMatchObject({
    id: '2026-04-27',
    text: expect.stringContaining('{{ subscriber.first_name | default: "there" }}'),
  });
});

test('only the formats that are asked for are written', async () => {
  const { files } = await newsletter.exportEdition(undefined, { into: 'www', formats: ['html'] });
  expect(files.map(({ file }) => file)).toEqual([join(folder, 'www', '2026-04-27', 'index.html')]);
});

test('an export has the images of its edition beside it, under the paths that their addresses have', async () => {
  const { images } = await newsletter.exportEdition(undefined, { into: 'www', formats: ['html'] });
  expect(images).toContain('images/harbour.png');
  const html = await readFile(join(folder, 'www/2026-04-27/index.html'), 'utf8');
  for (const path of images) {
    expect(html).toContain(`src="https://vault-ai.example.com/${path}"`);
    const [copy, original] = await Promise.all(
      [join('www/2026-04-27', path), join('content', path)].map((file) => readFile(join(folder, file))),
    );
    expect(copy?.equals(original ?? Buffer.alloc(0))).toBe(true);
  }
});

test('embedded images travel inside the mail, and are seen in a browser too', async () => {
  const embedded = await configured("images: 'embedded'");
  try {
    const { images } = await embedded.exportEdition(undefined, { into: 'www', formats: ['html', 'eml'] });
    const read = (name: string): Promise<string> => readFile(join(folder, 'www/2026-04-27', name), 'utf8');
    const html = await read('index.html');
    for (const path of images) expect(html).toContain(`src="${path}"`);
    expect(html).not.toContain('cid:');
    const mail = await simpleParser(await read('message.eml'), { skipImageLinks: true });
    const cids = [...(mail.html || '').matchAll(/src="cid:([^"]+)"/g)].map(([, cid]) => cid);
    expect(cids).toHaveLength(images.length);
    expect(mail.attachments.map(({ cid }) => cid).sort()).toEqual([...cids].sort());
    const preview = await embedded.preview({ edition: '2026-04-27' }, { assetBase: '/assets' });
    expect(preview.html).toContain('src="/assets/images/harbour.png"');
    expect(preview.html).not.toContain('cid:');
    expect(preview.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  } finally {
    await embedded.close();
  }
});

test('an export says when Gmail would hide its end', async () => {
  const isCut = async () =>
    (await newsletter.exportEdition(undefined, { into: 'www', formats: ['html'] })).isCutByGmail;
  expect(await isCut()).toBe(false);
  const file = join(folder, 'content/stories/2026-04-27-a-lab-prints-its-failures.md');
  await writeFile(file, `${await readFile(file, 'utf8')}\n${'And many more words.\n\n'.repeat(2000)}`);
  expect(await isCut()).toBe(true);
});

test('the preview shows the mail as it is checked, its images served from here', async () => {
  const mail = await newsletter.preview({ edition: '2026-04-27' }, { assetBase: '/assets' });
  expect(mail.html).toContain('src="/assets/images/');
  expect(mail.html).not.toContain('src="https://vault-ai.example.com/');
  expect(mail.findings).toEqual([]);
  expect(mail.from).toBe('The Vault AI <digest@vault-ai.example.com>');
  const story = await newsletter.preview({ story: 'quillhaven-cranes-learn-to-wait' }, { assetBase: '/assets' });
  expect(story.subject).toContain('Cranes');
  await expect(newsletter.preview({ story: 'quillhaven-crane' }, { assetBase: '' })).rejects.toMatchObject({
    code: 'STORY_NOT_FOUND',
  });
});

test('a story that is looked at alone may link to others of the newsletter, and to nothing that is not there', async () => {
  await addToStory('[Cranes](#story-quillhaven-cranes-learn-to-wait) and [more](#story-none).');
  const { findings } = await newsletter.preview({ story: 'a-lab-prints-its-failures' }, { assetBase: '/assets' });
  const links = findings.filter(({ rule }) => rule === 'link-address');
  expect(links.map(({ what }) => what)).toEqual(['The link “more” goes to #story-none.']);
});

test('an asset is an image inside the content folder, and nothing else', async () => {
  expect(await newsletter.asset('images/harbour.png')).toMatch(/content\/images\/harbour\.png$/);
  await writeFile(join(folder, 'outside.png'), '');
  await symlink(join(folder, 'outside.png'), join(folder, 'content', 'link.png'));
  for (const path of ['subscribers.csv', '../outside.png', '../masthead.config.ts', 'link.png', 'images', 'none.png']) {
    expect(await newsletter.asset(path)).toBeUndefined();
  }
});

test('the status of an edition that was never sent is NOTHING_SENT', async () => {
  await expect(newsletter.status()).rejects.toMatchObject({ code: 'NOTHING_SENT', exitCode: 2 });
  await expect(newsletter.status('2026-04-27')).rejects.toMatchObject({ code: 'NOTHING_SENT' });
});

test.each(['2026-11-25', '25.11.2026'])(
  'a day is neither checked nor exported nor sent without its lead story that cannot be read, dated %s',
  async (date) => {
    const story = (headline: string, slug: string, day: string): string =>
      `---\nheadline: ${headline}\nslug: ${slug}\ncategory: news\ndate: ${day}\n---\n\nWords.\n`;
    await writeFile(join(folder, 'content/stories/fine.md'), story('Fine', 'fine', '2026-11-25'));
    await writeFile(join(folder, 'content/stories/lead.md'), story('Lead: the big story', 'lead', date));
    const refused = {
      exitCode: 2,
      problems: [{ code: 'FRONT_MATTER_INVALID', place: { file: 'content/stories/lead.md', line: 2 } }],
    };
    await expect(newsletter.check('2026-11-25')).rejects.toMatchObject(refused);
    await expect(newsletter.prepareSend('2026-11-25', {})).rejects.toMatchObject(refused);
    const html = { into: 'out', formats: ['html'] } as const;
    await expect(newsletter.exportEdition('2026-11-25', html)).rejects.toMatchObject(refused);
    expect((await newsletter.check('2026-04-27')).findings).toEqual([]);
  },
);
