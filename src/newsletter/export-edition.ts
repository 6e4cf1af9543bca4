import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gmailLimits } from '../check/gmail-limits.ts';
import type { Edition } from '../content/edition.ts';
import { mapBounded } from '../content/map-bounded.ts';
import { encodeMessage } from '../deliver/message/encode-message.ts';
import { joinMessage } from '../deliver/message/join-message.ts';
import { personalise } from '../deliver/message/personalise.ts';
import type { Sender } from '../deliver/message/sender.ts';
import { writeWholeFile } from '../foundation/text-file.ts';
import { imageCid } from '../render/embed-images.ts';
import { localImages } from '../render/map-image-sources.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';
import { encodePath } from '../render/resolve-images.ts';
import type { Press } from './press.ts';
import { sampleReader, sampleSender } from './sample-reader.ts';

/** What an edition is exported as. */
export type ExportFormat = 'html' | 'text' | 'eml' | 'json';

export type ExportedEdition = {
  readonly edition: Edition;
  /** Absolute paths, and sizes. */
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
  /** The images that were copied beside the HTML, by their paths in the content folder. */
  readonly images: readonly string[];
  /** Whether Gmail would hide the end of it. */
  readonly isCutByGmail: boolean;
  /** The attachments that were copied into its folder `attachments`, by the names that readers see. */
  readonly attachments: readonly string[];
};

/**
 * Writes an edition as files into a folder named after it, each file whole or not at all; nothing is written before
 * everything is rendered. HTML, text and mail are filled for a reader of whom nothing is known; JSON has the merge fields
 * open.
 */
export async function exportEdition(
  press: Press,
  edition: Edition,
  { into, formats }: { readonly into: string; readonly formats: readonly ExportFormat[] },
): Promise<ExportedEdition> {
  const rendered = await press.render(edition);
  const { id, content: folder } = await press.config();
  const home = join(resolve(press.folder, into), edition.id);
  const make = exportedFiles(rendered, {
    sender: await sampleSender(press),
    date: press.clock.now(),
    page: (html) => withImagesBeside(html, edition, id),
  });
  const made = await Promise.all(formats.map((format) => make[format]()));
  const files = made.map(([name, content]) => ({
    file: join(home, name),
    content,
    bytes: Buffer.byteLength(content),
  }));
  const images = formats.includes('html') ? localImages(edition) : [];
  // Under the paths that they have in the content folder: hosted images are put on the web from here.
  const copies = await Promise.all(
    images.map(async (path) => ({
      file: join(home, path),
      content: await readFile(join(press.folder, folder, path)),
    })),
  );
  // The mail file holds them itself; whoever mails the HTML by other means needs them beside it.
  const attached = formats.includes('html') ? (rendered.attachments ?? []) : [];
  const attachments = attached.map(({ fileName, content }) => ({
    file: join(home, 'attachments', fileName),
    content: Buffer.from(content, 'base64'),
  }));
  // Each waits for the disk to have it; together they wait once.
  await mapBounded([...copies, ...attachments, ...files], 8, ({ file, content }) => writeWholeFile(file, content));
  return {
    edition,
    files: files.map(({ file, bytes }) => ({ file, bytes })),
    images,
    isCutByGmail: Buffer.byteLength(rendered.html) > gmailLimits.cut,
    attachments: attached.map(({ fileName }) => fileName),
  };
}

/** HTML that a browser can show beside the copied images: it knows no parts of a mail. */
const withImagesBeside = (html: string, edition: Edition, newsletter: string): string =>
  localImages(edition).reduce(
    (seen, path) => seen.replaceAll(`"cid:${imageCid(path, newsletter)}"`, `"${encodePath(path)}"`),
    html,
  );

/** Each format's file name and content. */
function exportedFiles(
  rendered: RenderedEdition,
  { sender, date, page }: { readonly sender: Sender; readonly date: Date; readonly page: (html: string) => string },
): Readonly<Record<ExportFormat, () => Promise<readonly [string, string | Buffer]>>> {
  const filled = personalise(rendered, { recipient: sampleReader, sender });
  return {
    html: async () => ['index.html', page(filled.html)],
    text: async () => ['index.txt', filled.text],
    eml: async () => {
      const { raw } = await joinMessage(encodeMessage(rendered, { sender }), { recipient: sampleReader, date });
      return ['message.eml', Buffer.concat(raw)];
    },
    json: async () => ['edition.json', `${JSON.stringify(rendered, null, 2)}\n`],
  };
}
