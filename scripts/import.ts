import type { Command } from 'commander';
import { newCommand } from './terminal/new-command.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';
import { printable } from './terminal/words.ts';

/** `masthead import`: wire copy to stories. */
export const importCommand = (done: (exitCode: number) => void): Command =>
  newCommand({
    name: 'import',
    purpose: 'Turn wire copy into Markdown stories.',
    examples: [
      { run: 'import wire.txt', does: 'write its stories into content/stories' },
      { run: 'import wire.txt --out drafts', does: 'write them somewhere else' },
    ],
  })
    .argument('<FILE>', 'the wire copy, a UTF-8 text')
    .option('--out <FOLDER>', 'where the stories go (default: content/stories)')
    .action(async (file: string, { out }: { readonly out?: string }) => {
      const { written, guesses } = await withNewsletter((newsletter) =>
        newsletter.importStories(file, out === undefined ? {} : { into: out }),
      );
      for (const guess of guesses) console.error(`guessed: ${printable(guess)}`);
      for (const story of written) console.log(story);
      done(0);
    });
