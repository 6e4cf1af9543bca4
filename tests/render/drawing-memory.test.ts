import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createDrawingMemory } from '../../src/render/drawing-memory.ts';

test('only what has changed is drawn again, and the mail is the same as one drawn anew', async () => {
  const program = ['-C', 'masthead-source', '--import', 'tsx', 'tests/render/count-drawings.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, program);
  // A story has three drawings: its body for the HTML, all its words there, and its text, which another language changes but no theme does.
  // The page has six: its layout, and the words of the nameplate and the contents, which are two blocks each, and the footer.
  expect(JSON.parse(stdout)).toEqual({
    first: { drawn: 15, same: true },
    again: { drawn: 0, same: true },
    edited: { drawn: 3, same: true },
    themed: { drawn: 12, same: true },
    turned: { drawn: 15, same: true },
  });
});

test('what was longest unused is forgotten first', () => {
  const memory = createDrawingMemory(2);
  const drawn: string[] = [];
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) memory.recall([name], () => String(drawn.push(name)));
  expect(drawn).toEqual(['a', 'b', 'c', 'b']);
});

test('a drawing that failed is not remembered', async () => {
  const memory = createDrawingMemory();
  await expect(memory.recallLater(['page'], () => Promise.reject(new Error('no'))).catch(String)).resolves.toBe(
    'Error: no',
  );
  expect(await memory.recallLater(['page'], async () => 'drawn')).toBe('drawn');
  expect(await memory.recallLater(['page'], () => Promise.reject(new Error('again')))).toBe('drawn');
});

test('equal data is the same drawing whichever objects hold it, and what differs in one part is another', () => {
  const memory = createDrawingMemory();
  const drawn: string[] = [];
  const body = { children: ['Bread'] };
  for (const from of [[body, 1], [structuredClone(body), 1], [body, 2], [body], [body, 1]]) {
    memory.recall(from, () => String(drawn.push(JSON.stringify(from))));
  }
  expect(drawn).toEqual(['[{"children":["Bread"]},1]', '[{"children":["Bread"]},2]', '[{"children":["Bread"]}]']);
});
