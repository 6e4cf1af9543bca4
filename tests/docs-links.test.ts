import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

test.each(pages)('every link of %s within the repository leads to a file', (page) => {
  const prose = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.replace(/#.*$/, ''));
  const here = links.filter((target) => target !== '' && !/^[a-z]+:/.test(target));
  expect(here.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
});

test('README names every page of docs/', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const missing = pages.filter((page) => /^docs\/[^/]+\.md$/.test(page) && !readme.includes(`(${page})`));
  expect(missing).toEqual([]);
});
