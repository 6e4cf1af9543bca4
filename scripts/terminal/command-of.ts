import type { Command } from 'commander';

/** The command that a command line is for, down to the last name that there is, and the words after it. */
export function commandOf(
  program: Command,
  args: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  const [name, ...rest] = args;
  const below = program.commands.find((command) => command.name() === name);
  return below ? commandOf(below, rest) : { command: program, rest: args };
}
