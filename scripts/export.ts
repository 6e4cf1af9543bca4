import { relative } from 'node:path';
import type { Command } from 'commander';
import { MastheadError } from '../src/foundation/masthead-error.ts';
import type { ExportFormat } from '../src/newsletter.ts';
import { newCommand } from './terminal/new-command.ts';
import { wordsOf } from './terminal/parse-option.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';
import { count, size } from './terminal/words.ts';

type Options = {
  readonly out: string;
  readonly format: readonly ExportFormat[];
  readonly all?: true;
};

const exportFormats = ['html', 'text', 'eml', 'json'] as const satisfies readonly ExportFormat[];

/** `masthead export`: an edition as files. */
export const exportCommand = (done: (exitCode: number) => void): Command =>
  newCommand({
    name: 'export',
    purpose: 'Write an edition as HTML, text, a mail file and JSON.',
    examples: [
      { run: 'export', does: 'the latest edition into out/' },
      { run: 'export --all --format html --out www', does: 'every edition, as HTML only' },
    ],
  })
    .argument('[EDITION]', 'the id of an edition (default: the latest)')
    .option('--out <FOLDER>', 'where the files go, below a folder named after the edition', 'out')
    .option('--format <LIST>', `any of ${exportFormats.join(', ')}`, wordsOf(exportFormats), [...exportFormats])
    .option('--all', 'every edition that is not a draft')
    .action(async (id: string | undefined, { out, format, all }: Options) => {
      if (all && id !== undefined) {
        throw new MastheadError('USAGE_CONFLICT', {
          what: `Both ${id} and --all were given.`,
          why: 'One means a single edition, the other every one.',
          fix: 'Leave one of them out. Nothing was written.',
        });
      }
      await withNewsletter(async (newsletter) => {
        const options = { into: out, formats: format };
        const exported = all ? newsletter.exportEditions(options) : [newsletter.exportEdition(id, options)];
        for await (const { edition, files, images, attachments, isCutByGmail } of exported) {
          const list = files.map(({ file, bytes }) => `  ${relative('.', file)}  ${size(bytes)}`);
          const copies = [
            ...(images.length === 0 ? [] : [count(images.length, 'image')]),
            ...(attachments.length === 0 ? [] : [count(attachments.length, 'attachment')]),
          ];
          const copied = copies.length === 0 ? [] : [`  and ${copies.join(' and ')} beside them`];
          const note = isCutByGmail ? [`  Gmail will hide the end of it: see \`masthead check ${edition.id}\`.`] : [];
          const head = `Edition ${edition.id}, ${count(edition.stories.length, 'story', 'stories')}:`;
          console.log([head, ...list, ...copied, ...note].join('\n'));
        }
        done(0);
      });
    });
