import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { type Newsletter, openNewsletter } from '../../src/newsletter.ts';
import { temporaryFolder } from '../deliver/fixture.ts';
import { writeSmallNewsletter } from '../end-to-end/write-small-newsletter.ts';

const pdf = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 31) % 256));
const csv = Buffer.from('quay,tonnes\nÖst,12\n');

/** A small newsletter whose edition attaches what is given, opened. */
async function attaching(entries: readonly string[]): Promise<{ folder: string; newsletter: Newsletter }> {
  const folder = await temporaryFolder();
  await writeSmallNewsletter(folder);
  const files = {
    'content/subscribers.csv': 'email\nada@example.com\n',
    'content/files/report.pdf': pdf,
    'content/files/quays.csv': csv,
    'content/files/latin.txt': Buffer.from('caf\xe9', 'latin1'),
  };
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  const edition = join(folder, 'content/editions/2026-04-27.md');
  const list = ['attachments:', ...entries.map((entry) => `  - ${entry}`)].join('\n');
  await writeFile(edition, (await readFile(edition, 'utf8')).replace('stories:', `${list}\nstories:`));
  const newsletter = await openNewsletter(folder, { env: {} });
  onTestFinished(() => newsletter.close());
  return { folder, newsletter };
}

test('attachments are drawn with the edition, each with its kind', async () => {
  const { newsletter } = await attaching([
    '../files/report.pdf',
    '{ file: files/quays.csv, name: Kais.csv }',
    'files/latin.txt',
  ]);
  const { rendered, findings } = await newsletter.check();
  expect(findings).toEqual([]);
  expect(rendered.attachments).toEqual([
    { fileName: 'report.pdf', mediaType: 'application/pdf', content: pdf.toString('base64') },
    { fileName: 'Kais.csv', mediaType: 'text/csv; charset=utf-8', content: csv.toString('base64') },
    { fileName: 'latin.txt', mediaType: 'text/plain', content: 'Y2Fm6Q==' },
  ]);
});

test('an export has the attachments in its mail, and beside its HTML under the names that readers see', async () => {
  const { folder, newsletter } = await attaching(['files/report.pdf', '{ file: files/quays.csv, name: Käis.csv }']);
  const exported = await newsletter.exportEdition(undefined, { into: 'out', formats: ['html', 'eml', 'json'] });
  expect(exported.attachments).toEqual(['report.pdf', 'Käis.csv']);
  const read = (name: string): Promise<Buffer> => readFile(join(folder, 'out/2026-04-27', name));
  expect((await read('attachments/report.pdf')).equals(pdf)).toBe(true);
  expect((await read('attachments/Käis.csv')).equals(csv)).toBe(true);
  const mail = await simpleParser(await read('message.eml'));
  expect(mail.attachments.map(({ filename }) => filename)).toEqual(['report.pdf', 'Käis.csv']);
  expect(mail.attachments.map(({ content }, index) => content.equals([pdf, csv][index] ?? pdf))).toEqual([true, true]);
  expect(JSON.parse((await read('edition.json')).toString())).toMatchObject({ attachments: [{}, {}] });
  const mailOnly = await newsletter.exportEdition(undefined, { into: 'mail', formats: ['eml'] });
  expect(mailOnly.attachments).toEqual([]);
});

test('the preview lists the attachments of the mail', async () => {
  const { newsletter } = await attaching(['files/report.pdf']);
  const assets = { assetBase: '/assets' };
  const { attachments } = await newsletter.preview({ edition: '2026-04-27' }, assets);
  expect(attachments).toEqual([{ name: 'report.pdf', bytes: 3000 }]);
});

test('ATTACHMENT_IS_LIST: the configured list cannot be attached', async () => {
  const { newsletter } = await attaching(['subscribers.csv']);
  await expect(newsletter.check()).rejects.toMatchObject({ code: 'ATTACHMENT_IS_LIST', exitCode: 2 });
});

test('FINDINGS: an edition with an attachment that Gmail refuses is not sent', async () => {
  const { newsletter } = await attaching(['{ file: files/report.pdf, name: report.exe }']);
  await expect(newsletter.prepareSend(undefined, {})).rejects.toMatchObject({
    code: 'FINDINGS',
    problems: [{ what: expect.stringContaining('(attachment-kind, attachments)') }],
  });
});
