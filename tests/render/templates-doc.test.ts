import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createModuleLoader } from '../../src/config/module-loader.ts';
import * as masthead from '../../src/index.ts';
import { loadTemplate } from '../../src/render/load-template.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { exampleEdition, exampleNewsletter, exampleStory } from './example.ts';

const page = await readFile('docs/templates.md', 'utf8');
const [first = '', ...others] = [...page.matchAll(/^```tsx\n(.*?)^```$/gms)].map(([, example]) => example ?? '');

/** Draws a template that is written in a folder of its own. */
async function draw(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-doc-'));
  await writeFile(join(folder, 'letter.tsx'), source);
  const loader = createModuleLoader({ folder });
  try {
    const template = await loadTemplate('letter', { folder, templates: '.', importModule: loader.importModule });
    const edition = exampleEdition([exampleStory('The body.')]);
    return (await renderEdition(edition, template, exampleNewsletter)).html;
  } finally {
    await loader.close();
  }
}

test('the first template of docs/templates.md draws a mail', async () => {
  const html = await draw(first);
  for (const words of ['Dear {{ subscriber.first_name', 'The body.', 'Read older letters', '{{ links.unsubscribe }}']) {
    expect(html).toContain(words);
  }
});

test('every part that docs/templates.md shows draws', async () => {
  const parts = others.join('\n');
  const names = [...new Set([...parts.matchAll(/<([A-Z]\w+)/g)].map(([, name]) => name ?? ''))];
  expect(names.length).toBeGreaterThan(7);
  const imported = `import { ${names.filter((name) => !first.includes(` ${name},`)).join(', ')} } from 'masthead';\n`;
  const html = await draw(imported + first.replace('<h1>', `${parts}<h1>`));
  for (const words of ['Mira Sandoval', 'Drawing: A. B.', 'Ottoline Varga', 'longest wait', 'Read the report', '<hr']) {
    expect(html).toContain(words);
  }
});

test('docs/templates.md names every component and function that masthead gives a template', () => {
  const given = Object.keys(masthead).filter((name) => !['defineConfig', 'Footnotes'].includes(name));
  expect(given.filter((name) => !page.includes(name))).toEqual([]);
});
