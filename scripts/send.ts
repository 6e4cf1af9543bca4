import { type Command, Option } from 'commander';
import type { PreparedSend, SendOptions } from '../src/newsletter.ts';
import { carryOut, type Showing } from './terminal/carry-out.ts';
import { confirmSend } from './terminal/confirm-send.ts';
import { endOf, endOption, momentOption } from './terminal/moment.ts';
import { newCommand } from './terminal/new-command.ts';
import { rateOption, wholeNumber } from './terminal/parse-option.ts';
import { refuseConflicts } from './terminal/refuse-conflicts.ts';
import { spareMemory } from './terminal/spare-memory.ts';
import { stopOnSignal } from './terminal/stop-on-signal.ts';
import { refusePassedStart, waitForStart } from './terminal/wait-for-start.ts';

type Options = Omit<SendOptions, 'until'> &
  Showing & { readonly yes?: true; readonly at?: Date; readonly until?: (start: Date) => Date };

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
    .addOption(
      new Option('--at <TIME>', 'wait, and begin at that time: 2026-05-01T06:00+02:00').argParser(momentOption),
    )
    .addOption(
      new Option('--until <TIME>', 'take nobody after that time, 09:30; the rest stays for later').argParser(endOption),
    )
    .option('--no-wait', 'leave those who were put off to a later run, instead of staying until they are retried')
    .option('--accept-changes', 'go on although content or list changed, for those who were not mailed yet')
    .option('--new-only', 'mail those alone who were added to the list since this edition was begun')
    .option('--resend-unknown', 'mail those again of whom nobody knows whether they were reached')
    .option('--json', 'print one JSON document; notes go to stderr')
    .option('--json-events', 'print a JSON object a line as it goes: plan, delivery, progress, summary; or error')
    .action(async (id: string | undefined, options: Options) => {
      refuseConflicts(options);
      spareMemory();
      done(options.at && !options.dryRun ? await sendAt(id, options, options.at) : await sendNow(id, options));
    });

const collect = (address: string, before: readonly string[] = []): readonly string[] => [...before, address];

/** Plans anew what was agreed to: who subscribed while it waited is in, and what broke meanwhile stops it. */
async function sendAt(id: string | undefined, options: Options, at: Date): Promise<number> {
  const ended = await withPrepared(id, options, async (prepared) => {
    refusePassedStart(at, { now: new Date(), begun: prepared.plan.resumes !== undefined });
    return (await confirmSend(prepared.plan, options)) ? undefined : interrupted;
  });
  if (ended !== undefined) return ended;
  const stop = stopOnSignal('Stopped before it began. Nobody was mailed.');
  try {
    if (!(await waitForStart(at, stop.signal))) return interrupted;
  } finally {
    stop.release();
  }
  return sendNow(id, { ...options, yes: true });
}

const sendNow = (id: string | undefined, options: Options): Promise<number> =>
  withPrepared(id, options, (prepared) => carryOut(prepared, options));

async function withPrepared<Result>(
  id: string | undefined,
  { at, until, dryRun, ...options }: Options,
  work: (prepared: PreparedSend) => Promise<Result>,
): Promise<Result> {
  // Imported here, because it takes a while to load and `--help` or a mistyped option needs none of it.
  const { openSend } = await import('../src/newsletter/open-send.ts');
  const now = new Date();
  const end = endOf({ at, until }, now);
  const beginsNow = !dryRun && (at === undefined || at <= now);
  const given = { ...options, beginsNow, ...(end ? { until: end } : {}) };
  const prepared = await openSend(process.cwd(), id, given, process.env);
  try {
    return await work(prepared);
  } finally {
    await prepared.close();
  }
}
