import { symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Attachment } from '../../../src/content/edition.ts';
import { readContent } from '../../../src/content/read-content.ts';
import type { Problem } from '../../../src/foundation/masthead-error.ts';
import { newsletterFolder, tell } from '../newsletter-folder.ts';

const files = { 'files/report.pdf': '%PDF', 'files/Größen.csv': 'a,b', 'subscribers.csv': 'email\nada@example.com\n' };

type Read = {
  readonly attachments: readonly Attachment[] | undefined;
  readonly problems: readonly Problem[];
  readonly told: readonly string[];
};

/** Reads an edition whose first line of front matter is `attachments:`, so that its first entry is on line 3. */
async function attach(entries: string, prepare: (folder: string) => Promise<void> = async () => {}): Promise<Read> {
  const text = `---\nattachments:${entries}\nsubject: S\nstories: []\n---\n`;
  const folder = await newsletterFolder({ ...files, 'editions/2026-04-27.md': text });
  await prepare(folder);
  const list = join(folder, 'content/subscribers.csv');
  const { editions } = await readContent({ folder, content: 'content', template: 'digest', list });
  const { value, problems = [] } = editions[0] ?? {};
  return { attachments: value?.attachments, problems, told: problems.map(tell) };
}

test('an edition attaches files of the content folder, under their own names or others', async () => {
  const read = await attach(
    '\n  - files/report.pdf\n  - ../files/Größen.csv\n  - { file: files/report.pdf, name: Bericht 04.pdf }',
  );
  expect(read.told).toEqual([]);
  expect(read.attachments).toEqual([
    { file: 'files/report.pdf', name: 'report.pdf' },
    { file: 'files/Größen.csv', name: 'Größen.csv' },
    { file: 'files/report.pdf', name: 'Bericht 04.pdf' },
  ]);
});

test('an edition without attachments has no such key, however that is written', async () => {
  expect(await attach('')).toEqual({ attachments: undefined, problems: [], told: [] });
  expect(await attach(' []')).toEqual({ attachments: undefined, problems: [], told: [] });
});

test('ATTACHMENT_NOT_FOUND: a file that is not there and a folder are told, with the nearest name', async () => {
  const { told, problems } = await attach('\n  - files/raport.pdf\n  - files\n  - files/x%20y.pdf');
  expect(told).toEqual([
    'ATTACHMENT_NOT_FOUND 3: There is no file files/raport.pdf to attach.',
    'ATTACHMENT_NOT_FOUND 4: There is no file files to attach.',
    'ATTACHMENT_NOT_FOUND 5: There is no file files/x%20y.pdf to attach.',
  ]);
  expect(problems[0]?.fix).toBe('Did you mean files/report.pdf?');
});

test.each([
  '../../secret.txt',
  '/etc/hostname',
  'https://example.com/report.pdf',
  'C:\\report.pdf',
  '..\\..\\secret.txt',
])('ATTACHMENT_OUTSIDE: %s is not in the content folder', async (path) => {
  const { told } = await attach(`\n  - ${path}`, (folder) => writeFile(join(folder, 'secret.txt'), 'hush'));
  expect(told).toEqual([`ATTACHMENT_OUTSIDE 3: The attachment ${path} is outside of the content folder.`]);
});

test('ATTACHMENT_OUTSIDE: a link out of the content folder is not followed, neither a file nor a folder; one inside is', async () => {
  const { told } = await attach('\n  - files/link.txt\n  - out/secret.txt\n  - files/inside.pdf', async (folder) => {
    await writeFile(join(folder, 'secret.txt'), 'hush');
    await symlink(join(folder, 'secret.txt'), join(folder, 'content/files/link.txt'));
    await symlink(folder, join(folder, 'content/out'));
    await symlink('report.pdf', join(folder, 'content/files/inside.pdf'));
  });
  expect(told).toEqual([
    'ATTACHMENT_OUTSIDE 3: The attachment files/link.txt is outside of the content folder.',
    'ATTACHMENT_OUTSIDE 4: The attachment out/secret.txt is outside of the content folder.',
  ]);
});

test('ATTACHMENT_IS_LIST: the subscriber list is not mailed to everyone, nor a link to it', async () => {
  const { told } = await attach('\n  - subscribers.csv\n  - files/people.csv', (folder) =>
    symlink(join(folder, 'content/subscribers.csv'), join(folder, 'content/files/people.csv')),
  );
  expect(told).toEqual([
    'ATTACHMENT_IS_LIST 3: The attachment subscribers.csv is the subscriber list.',
    'ATTACHMENT_IS_LIST 4: The attachment files/people.csv is the subscriber list.',
  ]);
});

test('ATTACHMENT_TWICE: two attachments cannot have one name, whatever its capitals', async () => {
  const { told } = await attach('\n  - files/report.pdf\n  - { file: files/Größen.csv, name: REPORT.pdf }');
  expect(told).toEqual(['ATTACHMENT_TWICE 4: The edition attaches REPORT.pdf twice.']);
});

test('ATTACHMENT_TOO_LARGE: files that no mail can carry are told before they are read', async () => {
  const { told } = await attach('\n  - files/report.pdf\n  - files/film.mp4', async (folder) => {
    await writeFile(join(folder, 'content/files/film.mp4'), '');
    await truncate(join(folder, 'content/files/film.mp4'), 3_000_000_000);
  });
  expect(told).toEqual(['ATTACHMENT_TOO_LARGE 2: The attachments have 3001 MB.']);
});

test('names that not every system can save, and other kinds of entries, are told with everything else', async () => {
  const { told } = await attach(
    [
      '',
      '- 5',
      '- ""',
      '- { name: a.pdf }',
      '- { file: files/report.pdf, name: ../a.pdf }',
      '- { file: files/report.pdf, name: "{{ subscriber.name }}.pdf" }',
      '- { file: files/report.pdf, title: a.pdf }',
      '- { file: files/report.pdf, name: "photo\u202egpj.exe" }',
      '- files/no.pdf',
      '- "files/12:30.pdf"',
    ].join('\n  '),
    (folder) => writeFile(join(folder, 'content/files/12:30.pdf'), ''),
  );
  expect(told).toEqual([
    'VALUE_INVALID 3: attachments[0] must be a file, or a file and its name.',
    'KEY_MISSING 4: attachments[1] is empty.',
    'KEY_MISSING 5: attachments[2].file is missing.',
    'VALUE_INVALID 6: attachments[3].name cannot be the name of a file.',
    'VALUE_INVALID 7: attachments[4].name cannot be the name of a file.',
    'KEY_UNKNOWN 8: There is no key attachments[5].title.',
    'VALUE_INVALID 9: attachments[6].name cannot be the name of a file.',
    'ATTACHMENT_NOT_FOUND 10: There is no file files/no.pdf to attach.',
    'VALUE_INVALID 11: The file files/12:30.pdf has a name that not every reader could save it under.',
  ]);
});

test('what is attached is a list', async () => {
  expect((await attach(' files/report.pdf')).told).toEqual(['VALUE_INVALID 2: attachments must be a list.']);
});

test('a name cannot bring a line break into a header of the mail', async () => {
  const { attachments } = await attach('\n  - { file: files/report.pdf, name: "a\\r\\nBcc: eve.pdf" }');
  expect(attachments).toBeUndefined();
  const spaced = await attach('\n  - { file: files/report.pdf, name: "a\\r\\nb.pdf" }');
  expect(spaced.attachments).toEqual([{ file: 'files/report.pdf', name: 'a b.pdf' }]);
});
