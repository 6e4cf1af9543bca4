import type { Command } from 'commander';
import { newCommand } from './terminal/new-command.ts';
import { statusText } from './terminal/status-text.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';

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
    .option('--json', 'print one JSON document')
    .action(async (id: string | undefined, { json }: { readonly json?: true }) => {
      const status = await withNewsletter((newsletter) => newsletter.status(id));
      console.log(json ? JSON.stringify(status, null, 2) : statusText(status));
      done(0);
    });
