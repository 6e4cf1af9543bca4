import { join, resolve } from 'node:path';
import type { Edition } from '../content/edition.ts';
import { encodeMessage } from '../deliver/message/encode-message.ts';
import { joinMessage } from '../deliver/message/join-message.ts';
import { personalise } from '../deliver/message/personalise.ts';
import type { Sender } from '../deliver/message/sender.ts';
import { writeWholeFile } from '../foundation/text-file.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';
import type { Press } from './press.ts';
import { sampleReader, sampleSender } from './sample-reader.ts';

/** What an edition is exported as. */
export type ExportFormat = 'html' | 'text' | 'eml' | 'json';

export type ExportedEdition = {
  readonly edition: Edition;
  /** Absolute paths, and sizes. */
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
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
  const make = exportedFiles(rendered, { sender: await sampleSender(press), date: press.clock.now() });
  const made = await Promise.all(formats.map((format) => make[format]()));
  const files = made.map(([name, content]) => ({
    file: join(resolve(press.folder, into), edition.id, name),
    content,
    bytes: Buffer.byteLength(content),
  }));
  for (const { file, content } of files) await writeWholeFile(file, content);
  return { edition, files: files.map(({ file, bytes }) => ({ file, bytes })) };
}

/** Each format's file name and content. */
function exportedFiles(
  rendered: RenderedEdition,
  { sender, date }: { readonly sender: Sender; readonly date: Date },
): Readonly<Record<ExportFormat, () => Promise<readonly [string, string | Buffer]>>> {
  const filled = personalise(rendered, { recipient: sampleReader, sender });
  return {
    html: async () => ['index.html', filled.html],
    text: async () => ['index.txt', filled.text],
    eml: async () => [
      'message.eml',
      (await joinMessage(encodeMessage(rendered, { sender }), { recipient: sampleReader, date })).raw,
    ],
    json: async () => ['edition.json', `${JSON.stringify(rendered, null, 2)}\n`],
  };
}
