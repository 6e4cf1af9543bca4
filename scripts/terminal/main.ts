import { CommanderError } from 'commander';
import { loadEnvironment } from './load-environment.ts';
import { newProgram } from './new-program.ts';
import { reportError } from './report-error.ts';
import { usageError } from './usage-error.ts';

/** Runs one command line and gives its exit code; prints, but never exits. */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = newProgram((code) => {
    exitCode = code;
  });
  try {
    loadEnvironment();
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const json = args.includes('--json');
    if (!(error instanceof CommanderError)) return reportError(error, { json });
    const wrong = usageError(error, program.commands.find((command) => command.name() === args[0]) ?? program);
    if (wrong) return reportError(wrong, { json });
    return error.code === 'commander.help' ? 2 : 0;
  }
}
