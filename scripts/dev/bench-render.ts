import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { render } from '@react-email/components';
import { createElement } from 'react';
import { parseBody } from '../../src/content/body/parse-body.ts';
import type { Edition } from '../../src/content/edition.ts';
import { createDrawingMemory } from '../../src/render/drawing-memory.ts';
import { loadMjml } from '../../src/render/load-mjml.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { writeText } from '../../src/render/write-text.ts';
import { openStudio, propsOf, type Studio, template, withStories } from '../../tests/emails/mails.ts';
import { plainMjmlMarkup } from './plain-mjml-digest.tsx';
import { ReactEmailDigest } from './react-email-digest.tsx';

/** Times the renderer against what it stands on: `npm run bench:render`. docs/performance.md keeps the figures. */

type Task = { readonly name: string; readonly run: (round: number) => unknown };

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** The median of each task in milliseconds. The tasks take turns, so that what else the machine does falls on all of them. */
async function time(tasks: readonly Task[], { warm, rounds }: { readonly warm: number; readonly rounds: number }) {
  const times = tasks.map((): number[] => []);
  for (let round = -warm; round < rounds; round += 1) {
    for (const [index, { run }] of tasks.entries()) {
      const start = performance.now();
      await run(round + warm);
      if (round >= 0) times[index]?.push(performance.now() - start);
    }
  }
  return times.map(median);
}

const milliseconds = (value = 0): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const row = (what: string, ...cells: readonly string[]): void => console.log(`| ${[what, ...cells].join(' | ')} |`);

/** The same edition with one story that was saved anew, another way each time; of the others nothing is read again. */
function withEdit(edition: Edition, round: number): Edition {
  const [first, ...rest] = edition.stories;
  if (!first) return edition;
  const body = { ...first.body, children: [...first.body.children, ...parseBody(`Edited ${round}.`).children] };
  return withStories(edition, [{ ...first, body }, ...rest]);
}

/** The same edition from files that were all read anew. */
const readAnew = (edition: Edition): Edition => withStories(edition, structuredClone(edition.stories));

async function markdownBodies({ stories }: Edition): Promise<ReadonlyMap<string, string>> {
  const bodies = stories.map(async ({ slug, file }) => {
    const [, body = ''] = /^---\n[\s\S]*?\n---\n([\s\S]*)$/.exec(await readFile(file, 'utf8')) ?? [];
    return [slug, body] as const;
  });
  return new Map(await Promise.all(bodies));
}

async function benchRender({ press, twelveStories, markup }: Studio): Promise<void> {
  const drawn = await template(press, 'digest');
  const props = await propsOf(press, twelveStories);
  const mjml = await markup(twelveStories, 'digest');
  const plainMjml = plainMjmlMarkup(props);
  const bodies = await markdownBodies(twelveStories);
  const ours = (edition = twelveStories) => renderEdition(edition, drawn, props.newsletter);
  // What a press keeps between two renders of the same newsletter.
  const drawings = createDrawingMemory();
  const again = (edition = twelveStories) => renderEdition(edition, drawn, props.newsletter, drawings);
  await again();
  const count = { warm: 8, rounds: 25 };
  const allRead = Array.from({ length: count.warm + count.rounds }, () => readAnew(twelveStories));
  const oneEdited = allRead.map((_, round) => withEdit(twelveStories, round));
  const tasks: readonly Task[] = [
    { name: 'ours, all read anew', run: (round) => ours(allRead[round]) },
    { name: 'ours, one story edited', run: (round) => again(oneEdited[round]) },
    { name: 'bare mjml2html of the same edition in plain MJML', run: () => loadMjml()(plainMjml, {}) },
    { name: 'bare mjml2html of what our template draws', run: () => loadMjml()(mjml, {}) },
    { name: 'React Email', run: () => render(createElement(ReactEmailDigest, { edition: props.edition, bodies })) },
    { name: 'the text part alone', run: () => writeText(props) },
  ];
  const [full = 0, edited = 0, plain = 0, bare = 0, reactEmail = 0, text = 0] = await time(tasks, count);
  row('render of 12 stories, HTML and text', milliseconds(full), '');
  row(
    '… against bare `mjml2html` of the edition in plain MJML',
    milliseconds(plain),
    `${(full / plain).toFixed(2)} times`,
  );
  row('… against bare `mjml2html` of what our template draws', milliseconds(bare), `${(full / bare).toFixed(2)} times`);
  row('… against React Email’s `render`', milliseconds(reactEmail), `${(full / reactEmail).toFixed(2)} times`);
  row('… again after one story was edited', milliseconds(edited), `${(edited / full).toFixed(2)} of the first`);
  row('the text part alone', milliseconds(text), '');
}

/** Runs Node to its end in a newsletter's folder. */
function runNode(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** What an export loads, and nothing more. */
const imports = `
  const { loadMjml } = await import('./dist/src/render/load-mjml.js');
  loadMjml();
  await Promise.all(['./dist/src/newsletter.js', 'vite', 'react-dom/server', '@faire/mjml-react'].map((name) => import(name)));
`;

/** A copy of the sample with 40 editions. */
async function fortyEditions(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-bench-'));
  for (const part of ['content', 'emails', 'masthead.config.ts'])
    await cp(part, join(folder, part), { recursive: true });
  const edition = await readFile(join(folder, 'content/editions/2026-04-27.md'), 'utf8');
  for (let number = 1; number < 40; number += 1) {
    await writeFile(join(folder, `content/editions/edition-${number}.md`), edition);
  }
  return folder;
}

async function benchProcess(): Promise<void> {
  const folder = await fortyEditions();
  const program = join(process.cwd(), 'dist/scripts/masthead.js');
  const tasks: readonly Task[] = [
    { name: 'export', run: () => runNode([program, 'export', '2026-04-27'], folder) },
    { name: 'imports', run: () => runNode(['--input-type=module', '-e', imports], process.cwd()) },
    { name: 'export --all', run: () => runNode([program, 'export', '--all'], folder) },
  ];
  const [one = 0, nothing = 0, all = 0] = await time(tasks, { warm: 1, rounds: 5 });
  row('`masthead export`, the whole process', milliseconds(one), '');
  row('… against one that only imports', milliseconds(nothing), `${(one / nothing).toFixed(2)} times`);
  row('`masthead export --all` of 40 editions', milliseconds(all), `${(all / one).toFixed(2)} times one`);
  await rm(folder, { recursive: true, force: true });
}

console.log(`Node ${process.version}, medians\n`);
row('what', 'time', 'ratio');
row('---', '---', '---');
const studio = await openStudio();
await benchRender(studio);
await studio.close();
await benchProcess();
