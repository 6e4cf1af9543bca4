import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Command } from 'commander';
import { newCommand } from './terminal/new-command.ts';
import { wholeNumber } from './terminal/parse-option.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';

type Options = { readonly port?: number; readonly host: string; readonly open?: true };

/** `masthead preview`: the newsletter in a browser, following every save. */
export const previewCommand = (done: (exitCode: number) => void): Command =>
  newCommand({
    name: 'preview',
    purpose: 'Show the editions in a browser, as the mail will be, and follow every save.',
    examples: [
      { run: 'preview', does: 'the latest edition, at http://127.0.0.1:3000' },
      { run: 'preview 2026-04-27 --port 8080 --open', does: 'one edition, opened in your browser' },
    ],
  })
    .argument('[EDITION]', 'the id of an edition (default: the latest)')
    .option(
      '--port <N>',
      'the port to listen on; 0 takes a free one (default: 3000, or the next free one)',
      wholeNumber(0, 65_535),
    )
    .option('--host <ADDRESS>', 'the address to listen on; beware, others can then read your drafts', '127.0.0.1')
    .option('--open', 'open the page in your browser')
    .action(async (id: string | undefined, { open, ...where }: Options) => {
      const { startPreview } = await import('../src/preview/start-preview.ts');
      await withNewsletter(
        async (newsletter) => {
          if (id !== undefined) await newsletter.edition(id);
          const preview = await startPreview({ newsletter, ...where });
          const page =
            id === undefined ? preview.url : new URL(`/editions/${encodeURIComponent(id)}`, preview.url).href;
          console.log(`${newsletter.name} is at ${page}\nSave a story and the page follows. Stop with Ctrl+C.`);
          if (open) openInBrowser(page);
          await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
          await preview.close();
        },
        { watch: true },
      );
      done(0);
    });

/** Hands an address to the desktop; where there is none, the address on the screen has to do. */
function openInBrowser(address: string): void {
  const [program, ...before] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['explorer'] : ['xdg-open'];
  if (program === undefined) return;
  const child = spawn(program, [...before, address], { stdio: 'ignore', detached: true });
  child.on('error', () => console.error(`No browser could be opened; the page is at ${address}`));
  child.unref();
}
