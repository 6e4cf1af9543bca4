import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nodesBelow } from '../../src/content/body/map-tree.ts';
import { findEdition } from '../../src/content/edition/find-edition.ts';
import { readFolder } from './newsletter-folder.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

test('the sample newsletter passes the checks', async () => {
  const { stories, editions, problems } = await readFolder(checkout);
  expect([problems, ...[...stories, ...editions].map((entry) => entry.problems)].flat()).toEqual([]);
});

test('the sample edition shows every kind of content', async () => {
  const { intro, stories } = findEdition(await readFolder(checkout));
  expect(stories.length).toBeGreaterThanOrEqual(6);
  const nodes = [intro, ...stories.map(({ body }) => body)].flatMap((root) => (root ? [...nodesBelow(root)] : []));
  const types = new Set<string>(nodes.map(({ type }) => type));
  const wanted = [
    'image',
    'table',
    'code',
    'list',
    'blockquote',
    'pullQuote',
    'statRow',
    'footnoteReference',
    'delete',
    'mergeField',
    'passage',
  ];
  expect(wanted.filter((type) => !types.has(type))).toEqual([]);
  expect(nodes.some((node) => node.type === 'passage' && node.dir === 'rtl')).toBe(true);
  expect(nodes.some((node) => node.type === 'passage' && node.lang === 'ja')).toBe(true);
  expect(nodes.some((node) => node.type === 'listItem' && node.checked === true)).toBe(true);
  expect(nodes.some((node) => node.type === 'inlineCode' && node.value.includes('{{'))).toBe(true);
  expect(stories.some(({ image, quote, stats }) => image && quote && stats.length > 0)).toBe(true);
});

test('the images of the sample are small enough to mail', async () => {
  const { stories } = findEdition(await readFolder(checkout));
  for (const { image } of stories) {
    if (image) expect((await stat(`${checkout}/content/${image.src}`)).size).toBeLessThan(60_000);
  }
});

test('the sample list has 25 subscribers at example domains, some without a first name', async () => {
  const [, ...rows] = (await readFile(`${checkout}/content/subscribers.csv`, 'utf8')).trim().split('\n');
  expect(rows).toHaveLength(25);
  expect(rows.filter((row) => !/^"?[^@\s,]+@example\.(com|net|org)"?,/.test(row))).toEqual([]);
  expect(rows.some((row) => /^[^,]+,,/.test(row))).toBe(true);
});
