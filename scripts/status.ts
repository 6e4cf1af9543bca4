import { type Command, Option } from 'commander';
import { newCommand } from './terminal/new-command.ts';
import { statusText } from './terminal/status-text.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';
import { writeLines } from './terminal/write-lines.ts';

/** `masthead status`: what became of an edition's messages. */
export const statusCommand = (done: (exitCode: number) => void): Command =>
  newCommand({
    name: 'status',
    purpose: 'Tell what became of an edition, by name.',
    examples: [
      { run: 'status', does: 'the edition that was sent last' },
      { run: 'status 2026-04-27 --json', does: 'one edition, for a program' },
    ],
  })
    .argument('[EDITION]', 'the id of an edition (default: the one that was sent last)')
    .addOption(new Option('--json', 'print one JSON document').conflicts('csv'))
    .option('--csv', 'print every delivery, a line each, as CSV')
    .action(async (id: string | undefined, { json, csv }: { readonly json?: true; readonly csv?: true }) => {
      if (csv) {
        await withNewsletter((newsletter) => writeLines(newsletter.deliveriesCsv(id), process.stdout));
        done(0);
        return;
      }
      const status = await withNewsletter((newsletter) => newsletter.status(id));
      console.log(json ? JSON.stringify(status, null, 2) : statusText(status));
      done(0);
    });
