import { CommanderError } from 'commander';
import { commandOf } from './command-of.ts';
import { isUnderNohup } from './is-under-nohup.ts';
import { loadEnvironment } from './load-environment.ts';
import { newProgram } from './new-program.ts';
import { outliveOutput } from './outlive-output.ts';
import { refuseUnknownTopic } from './refuse-unknown-topic.ts';
import { reportError } from './report-error.ts';
import { usageError } from './usage-error.ts';

/** Runs one command line and gives its exit code; prints, but never exits. */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  outliveOutput();
  // Without a listener the signal would end the process.
  if (isUnderNohup()) process.on('SIGHUP', () => undefined);
  // Read by React when it is loaded, which is later: its development build draws a mail in twice the time.
  process.env.NODE_ENV ??= 'production';
  const program = newProgram((code) => {
    exitCode = code;
  });
  try {
    loadEnvironment();
    if (args.length === 0) program.help({ error: true });
    refuseUnknownTopic(program, args);
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const told = { json: args.includes('--json'), events: args.includes('--json-events') };
    if (!(error instanceof CommanderError)) return reportError(error, told);
    const wrong = usageError(error, commandOf(program, args).command);
    if (wrong) return reportError(wrong, told);
    return error.exitCode === 0 ? 0 : 2;
  }
}
