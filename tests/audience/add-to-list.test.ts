import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addToList, type NewRow } from '../../src/audience/add-to-list.ts';
import { temporaryFolder } from '../deliver/fixture.ts';

/** What a list holds after rows were added to it. */
async function withRows(content: string, rows: readonly NewRow[]): Promise<string> {
  const file = join(await temporaryFolder(), 'list.csv');
  await writeFile(file, content);
  await addToList(file, rows);
  return readFile(file, 'utf8');
}

const bob = { email: 'bob@example.com' };

test.each([
  [
    'a byte-order mark and CRLF',
    '\ufeffemail\r\nada@example.com\r\n',
    '\ufeffemail\r\nada@example.com\r\nbob@example.com\r\n',
  ],
  ['CR alone', 'email\rada@example.com\r', 'email\rada@example.com\rbob@example.com\r'],
  ['no line end at the end', 'email\r\nada@example.com', 'email\r\nada@example.com\r\nbob@example.com\r\n'],
  [
    'blank lines and needless quotes',
    '"email"\n\n"ada@example.com"\n',
    '"email"\n\n"ada@example.com"\nbob@example.com\n',
  ],
  ['a byte-order mark and nothing else', '\ufeff', '\ufeffemail\nbob@example.com\n'],
])('a list with %s keeps it, and the new row has it too', async (_, before, after) => {
  expect(await withRows(before, [bob])).toBe(after);
});

test('a column is added at the end of each record, and nothing else of it changes', async () => {
  const list = '\ufeff"email";note\r\n\r\nada@example.com;"one; ""1""\ntwo"\r\neve@example.com;\r\n';
  expect(await withRows(list, [{ ...bob, city: 'Rome', note: 'a\nb' }])).toBe(
    '\ufeff"email";note;city\r\n\r\nada@example.com;"one; ""1""\ntwo";\r\neve@example.com;;\r\nbob@example.com;"a\nb";Rome\r\n',
  );
});

test('columns may have the names of what every object has', async () => {
  expect(await withRows('Constructor,email,valueOf\n', [bob, { email: 'cy@example.com', to_string: 'x' }])).toBe(
    'Constructor,email,valueOf,to_string\n,bob@example.com,,\n,cy@example.com,,x\n',
  );
});
