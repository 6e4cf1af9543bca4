import { confirm, isCancel } from '@clack/prompts';
import type { Command } from 'commander';
import { MastheadError } from '../src/foundation/masthead-error.ts';
import type { PreparedSend, SendSummary } from '../src/newsletter.ts';
import { newCommand } from './terminal/new-command.ts';
import { rateOption, wholeNumber } from './terminal/parse-option.ts';
import { planText } from './terminal/plan-text.ts';
import { showProgress } from './terminal/show-progress.ts';
import { stopOnSignal } from './terminal/stop-on-signal.ts';
import { summaryText } from './terminal/summary-text.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';
import { count } from './terminal/words.ts';

type Options = {
  readonly list?: string;
  readonly to?: readonly string[];
  readonly dryRun?: true;
  readonly yes?: true;
  readonly rate?: string;
  readonly connections?: number;
  readonly json?: true;
  readonly resendUnknown?: true;
};

const interrupted = 130;

/** `masthead send`: an edition to everyone on a list, once. */
export const sendCommand = (done: (exitCode: number) => void): Command =>
  newCommand({
    name: 'send',
    purpose: 'Mail an edition to everyone on a list, once each, and go on where it stopped.',
    examples: [
      { run: 'send --dry-run', does: 'show the plan for the latest edition, and mail nobody' },
      { run: 'send 2026-04-27 --to you@example.com', does: 'a marked test to yourself alone' },
    ],
  })
    .argument('[EDITION]', 'the id of an edition (default: the latest)')
    .option('--list <FILE>', 'a CSV file with a column of addresses (default: `list` of masthead.config.ts)')
    .option('--to <ADDRESS>', 'a marked test to this address alone; may be given again', collect)
    .option('--dry-run', 'print the plan and stop')
    .option('--yes', 'do not ask')
    .option('--rate <RATE>', 'at most so many messages: 10/s, 600/m, 50000/h, 200000/d', rateOption)
    .option('--connections <N>', 'connections to the server at once (default: 5)', wholeNumber(1, 100))
    .option('--json', 'print one JSON document; notes go to stderr')
    .option('--resend-unknown', 'mail those again of whom nobody knows whether they were reached')
    .action(async (id: string | undefined, options: Options) => {
      refuseConflict(options);
      await withNewsletter(async (newsletter) => {
        const prepared = await newsletter.prepareSend(id, options);
        try {
          done(await carryOut(prepared, options));
        } finally {
          await prepared.close();
        }
      });
    });

const collect = (address: string, before: readonly string[] = []): readonly string[] => [...before, address];

function refuseConflict({ to, list, resendUnknown }: Options): void {
  const other = list !== undefined ? '--list' : resendUnknown ? '--resend-unknown' : undefined;
  if (to === undefined || other === undefined) return;
  throw new MastheadError('USAGE_CONFLICT', {
    what: `Both --to and ${other} were given.`,
    why: '--to sends a test to the given addresses alone; the other is about the whole list.',
    fix: 'Leave one of them out. Nobody was mailed.',
  });
}

async function carryOut({ plan, run }: PreparedSend, { dryRun, yes, json }: Options): Promise<number> {
  if (!json) console.log(planText(plan));
  if (dryRun || plan.mail === 0) {
    const note = dryRun ? 'Dry run: nobody was mailed.' : 'Nobody is left to be mailed.';
    console.log(json ? JSON.stringify({ plan }, null, 2) : `\n${note}`);
    return dryRun ? 0 : leftOver(plan);
  }
  if (!yes && !(await isConfirmed(plan.mail))) {
    console.error('Nobody was mailed.');
    return interrupted;
  }
  const stop = stopOnSignal();
  const progress = showProgress();
  try {
    const summary = await run({ signal: stop.signal, onProgress: progress.update });
    progress.end();
    console.log(json ? JSON.stringify({ plan, summary }, null, 2) : `\n${summaryText(summary, plan)}`);
    return exitCodeOf(summary);
  } finally {
    progress.end();
    stop.release();
  }
}

/** A send that is finished, but not well for everyone, stays exit code 3 however often it is looked at. */
const leftOver = ({ resumes }: PreparedSend['plan']): number =>
  resumes && resumes.rejected + resumes.unknown + resumes.deferred.later > 0 ? 3 : 0;

const exitCodeOf = ({ interrupted: stopped, counts }: SendSummary): number => {
  if (stopped) return interrupted;
  const { rejected = 0, deferred = 0, unknown = 0, planned = 0 } = counts;
  return rejected + deferred + unknown + planned > 0 ? 3 : 0;
};

async function isConfirmed(messages: number): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new MastheadError('CONFIRMATION_NEEDED', {
      what: `${count(messages, 'message')} would go out, and there is no terminal to ask at.`,
      why: 'A send mails people, so somebody has to say yes to its plan.',
      fix: 'Look at the plan with --dry-run, then add --yes. Nobody was mailed.',
    });
  }
  const answer = await confirm({
    message: `Send ${count(messages, 'message')} now?`,
    initialValue: false,
    output: process.stderr,
  });
  return answer === true && !isCancel(answer);
}
