import { type Command, CommanderError } from 'commander';
import { nearest } from '../../src/foundation/nearest.ts';
import { commandOf } from './command-of.ts';

/**
 * Refuses `help NAME` where no command has that name: commander would show the page of what stands above it.
 * @throws CommanderError commander.unknownCommand, as for a name without `help`
 */
export function refuseUnknownTopic(program: Command, args: readonly string[]): void {
  const { command, rest } = commandOf(program, args);
  const [word, topic] = rest;
  if (word !== 'help' || topic === undefined || topic.startsWith('-') || command.commands.length === 0) return;
  const names = command.commands.map((below) => below.name());
  if (topic === 'help' || names.includes(topic)) return;
  const near = nearest(topic, names);
  const hint = near === undefined ? '' : `\n(Did you mean ${near}?)`;
  throw new CommanderError(1, 'commander.unknownCommand', `error: unknown command '${topic}'${hint}`);
}
