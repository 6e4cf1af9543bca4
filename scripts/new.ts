import { Command } from 'commander';
import { newCommand } from './terminal/new-command.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';

/** `masthead new story` and `masthead new edition`: a file to start from. */
export const newStartedFileCommand = (done: (exitCode: number) => void): Command => {
  const start = async (kind: 'story' | 'edition'): Promise<void> => {
    const file = await withNewsletter((newsletter) => newsletter.startFile(kind));
    console.log(file);
    done(0);
  };
  const command = newCommand({
    name: 'new',
    purpose: 'Start a story or an edition from a file that passes the checks.',
    examples: [
      { run: 'new story', does: 'a story dated today, in content/stories' },
      { run: 'new edition', does: "an edition of today's stories, in content/editions" },
    ],
  });
  return command
    .addCommand(startedBy('story', 'Start a story dated today.', () => start('story')))
    .addCommand(startedBy('edition', "Start an edition of today's stories.", () => start('edition')));
};

const startedBy = (name: string, purpose: string, action: () => Promise<void>): Command =>
  new Command(name)
    .description(purpose)
    .helpOption('-h, --help', 'show this page')
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      `\nExamples:\n  $ masthead new ${name}             prints the name of the file\n  $ $EDITOR $(masthead new ${name})   and opens it at once`,
    )
    .action(action);
