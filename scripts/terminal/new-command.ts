import { Command } from 'commander';

/** How a command of ours reads: one line of purpose, and two examples below its options. */
type Manual = { readonly name: string; readonly purpose: string; readonly examples: readonly [Example, Example] };
type Example = { readonly run: string; readonly does: string };

/** A command that refuses what it does not know, and whose help reads like a manual page. */
export function newCommand({ name, purpose, examples }: Manual): Command {
  const width = Math.max(...examples.map(({ run }) => run.length));
  const lines = examples.map(({ run, does }) => `  $ masthead ${run.padEnd(width)}   ${does}`);
  return new Command(name)
    .description(purpose)
    .helpOption('-h, --help', 'show this page')
    .allowExcessArguments(false)
    .showSuggestionAfterError(true)
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
