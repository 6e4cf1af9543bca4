import type { Command } from 'commander';
import { findingsText } from './terminal/findings-text.ts';
import { newCommand } from './terminal/new-command.ts';
import { wholeNumber } from './terminal/parse-option.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';

type Options = { readonly json?: true; readonly maxWarnings?: number };

/** `masthead check`: what is wrong with an edition as it would be mailed. */
export const checkCommand = (done: (exitCode: number) => void): Command =>
  newCommand({
    name: 'check',
    purpose: 'Say what is wrong with an edition, before a reader does.',
    examples: [
      { run: 'check', does: 'check the latest edition' },
      { run: 'check 2026-04-27 --max-warnings 0', does: 'fail on a warning too' },
    ],
  })
    .argument('[EDITION]', 'the id of an edition (default: the latest)')
    .option('--json', 'print the findings as one JSON document')
    .option('--max-warnings <N>', 'end with exit code 2 on more warnings than this', wholeNumber(0, 1_000_000))
    .action(async (id: string | undefined, { json, maxWarnings = Number.POSITIVE_INFINITY }: Options) => {
      const { edition, rendered, findings } = await withNewsletter((newsletter) => newsletter.check(id));
      const errors = findings.filter(({ severity }) => severity === 'error').length;
      const warnings = findings.length - errors;
      if (json) console.log(JSON.stringify({ edition: edition.id, errors, warnings, findings }, null, 2));
      else console.log(findingsText({ edition, rendered, findings }));
      done(errors > 0 || warnings > maxWarnings ? 2 : 0);
    });
