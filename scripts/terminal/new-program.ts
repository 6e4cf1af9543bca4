import { Command } from 'commander';
import { checkCommand } from '../check.ts';
import { exportCommand } from '../export.ts';
import { importCommand } from '../import.ts';
import { newStartedFileCommand } from '../new.ts';
import { previewCommand } from '../preview.ts';
import { sendCommand } from '../send.ts';
import { statusCommand } from '../status.ts';
import { subscribersCommand } from '../subscribers.ts';
import { version } from './version.ts';

/** A command, which tells how it ended. */
type Run = (done: (exitCode: number) => void) => Command;

const afterHelp = `
EDITION is an edition's id, such as 2026-04-27; without one, the latest is meant.

Environment (a .env file in the folder is read too):
  SMTP_URL          where mail goes: smtps://user:password@mail.example.com; without it, into the outbox
  MASTHEAD_SECRET   signs unsubscribe links; without it, one is made and kept in .masthead/secret

Exit codes:
  0 done   1 a fault of the system or of Masthead   2 the input is wrong   3 sent in part   130 interrupted

Examples:
  $ masthead preview             look at the latest edition in a browser, as you write
  $ masthead send --dry-run      see who would get it, and mail nobody`;

/** The whole command line; a command calls `done` with its exit code. */
export function newProgram(done: (exitCode: number) => void): Command {
  const program = new Command('masthead')
    .description('The newsletter press for people who keep their newsletter in a folder.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this page')
    .helpCommand('help [command]', "show a command's page")
    .addHelpText('after', afterHelp);
  const commands: readonly Run[] = [
    previewCommand,
    exportCommand,
    checkCommand,
    sendCommand,
    statusCommand,
    subscribersCommand,
    importCommand,
    newStartedFileCommand,
  ];
  for (const command of commands) program.addCommand(command(done));
  quieten(program);
  return program;
}

/** Commander throws instead of printing its errors and exiting, in every command below too. */
function quieten(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  for (const child of command.commands) quieten(child);
}
