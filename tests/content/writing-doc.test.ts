import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseBody } from '../../src/content/body/parse-body.ts';
import { editionKeys } from '../../src/content/front-matter/edition-schema.ts';
import { storyKeys } from '../../src/content/front-matter/story-schema.ts';
import { readFiles } from './newsletter-folder.ts';

const page = (): Promise<string> => readFile(new URL('../../docs/writing.md', import.meta.url), 'utf8');

/** The examples of docs/writing.md: the fenced blocks in Markdown. */
const examples = async (): Promise<readonly string[]> =>
  [...(await page()).matchAll(/^```markdown\n(.*?)^```$/gms)].map(([, example]) => example ?? '');

/** The keys in the first column of the table that follows a heading. */
function tableKeys(text: string, heading: string): readonly string[] {
  const rows = text.slice(text.indexOf(heading)).match(/(?:^\|.*\n)+/m)?.[0] ?? '';
  return [...rows.matchAll(/^\| `([a-z_]+)`/gm)].map(([, key]) => key ?? '').sort();
}

test('docs/writing.md has a row for every key of a story, an edition and a selection, and no other', async () => {
  const text = await page();
  expect(tableKeys(text, '## A story')).toEqual([...(storyKeys[''] ?? [])].sort());
  expect(tableKeys(text, '## An edition')).toEqual([...(editionKeys[''] ?? [])].sort());
  expect(tableKeys(text, 'A selection takes')).toEqual([...(editionKeys.stories ?? [])].sort());
});

test('docs/writing.md shows every key of a story and an edition in an example', async () => {
  const shown = new Set(
    (await examples()).flatMap((example) => [...example.matchAll(/^([a-z_]+):/gm)].map(([, key]) => key)),
  );
  expect((storyKeys[''] ?? []).filter((key) => !shown.has(key))).toEqual([]);
});

test('docs/writing.md says which keys are needed', async () => {
  const needed = [...(await page()).matchAll(/^\| `([a-z_]+)` \| yes \|/gm)].map(([, key]) => key);
  const { stories, editions } = await readFiles({ 'stories/a.md': '---\n#\n---\n', 'editions/b.md': '---\n#\n---\n' });
  const missing = [...stories, ...editions].flatMap(({ problems }) =>
    problems.map(({ what }) => what.replace(' is missing.', '')),
  );
  expect([...missing].sort()).toEqual([...needed].sort());
});

test('the examples of docs/writing.md pass the checks', async () => {
  const files = (await examples()).filter((example) => example.startsWith('---'));
  const kind = (example: string): string => (example.includes('\nheadline:') ? 'stories' : 'editions');
  const { stories, editions } = await readFiles(
    Object.fromEntries(files.map((example, at) => [`${kind(example)}/example-${at}.md`, example])),
  );
  expect([...stories, ...editions].flatMap(({ problems }) => problems)).toEqual([]);
  expect([stories.length, editions.length]).toEqual([2, 2]);
  for (const body of (await examples()).filter((example) => !example.startsWith('---'))) {
    parseBody(body, (problem) => expect.fail(`${problem.what} in ${body}`));
  }
});
