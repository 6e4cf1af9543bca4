import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { errorCodes } from '../../src/foundation/error-codes.ts';
import { newProgram } from '../terminal/new-program.ts';
import { faultsPage } from './faults-page.ts';

const errorsPage = (): string => `# Error codes

Every mistake has a code that never changes; what is wrong, why, and what to do is said where it happens. Those that the
input is to blame for end with exit code 2, the others with 1.

| code | meaning | exit code |
|---|---|---|
${Object.entries(errorCodes)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([code, { blame, meaning }]) => `| \`${code}\` | ${meaning} | ${blame === 'input' ? 2 : 1} |`)
  .join('\n')}
`;

/** A command's page and those of the commands below it, as the terminal shows them. */
function pages(command: Command, path: string): readonly string[] {
  let text = '';
  command.configureOutput({
    getOutHelpWidth: () => 100,
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  const below = command.commands.flatMap((child) => pages(child, `${path} ${child.name()}`));
  return [`## ${path}\n\n\`\`\`\n${text.trim()}\n\`\`\`\n`, ...below];
}

const commandsPage = (): string => `# Commands

In a checkout, \`npm run -s masthead -- COMMAND\`; installed, \`masthead COMMAND\`. This page is what \`--help\` prints.

${pages(
  newProgram(() => undefined),
  'masthead',
).join('\n')}`;

/** The documents that are made from the code, by their path. */
export const generatedDocs: Readonly<Record<string, () => string>> = {
  'docs/errors.md': errorsPage,
  'docs/commands.md': commandsPage,
  'docs/faults.md': faultsPage,
};

/** What stands in the repository now. */
export const currentDoc = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
