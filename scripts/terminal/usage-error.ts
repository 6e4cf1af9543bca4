import type { Command, CommanderError } from 'commander';
import type { ErrorCode } from '../../src/foundation/error-codes.ts';
import { MastheadError } from '../../src/foundation/masthead-error.ts';

/** What commander finds wrong with a command line, and what we call it for ever. */
const codes: Readonly<Record<string, ErrorCode>> = {
  'commander.unknownOption': 'USAGE_UNKNOWN_OPTION',
  'commander.unknownCommand': 'USAGE_UNKNOWN_COMMAND',
  'commander.missingArgument': 'USAGE_MISSING_ARGUMENT',
  'commander.optionMissingArgument': 'USAGE_MISSING_ARGUMENT',
  'commander.missingMandatoryOptionValue': 'USAGE_MISSING_ARGUMENT',
  'commander.excessArguments': 'USAGE_TOO_MANY_ARGUMENTS',
  'commander.invalidArgument': 'USAGE_INVALID_VALUE',
  'commander.conflictingOption': 'USAGE_CONFLICT',
};

/** The error for a wrong command line, or undefined when commander ended for another reason, such as `--help`. */
export function usageError(error: CommanderError, command: Command): MastheadError | undefined {
  const code = codes[error.code];
  if (!code) return undefined;
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const path = commandPath(command);
  const near = suggestion?.replace(/^\(|\)$/g, '');
  return new MastheadError(code, {
    what: `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.?$/, '.')}`,
    why: near ?? '',
    fix: `Nothing was done. \`${path} --help\` shows what there is.`,
  });
}

function commandPath(command: Command): string {
  return command.parent ? `${commandPath(command.parent)} ${command.name()}` : command.name();
}
