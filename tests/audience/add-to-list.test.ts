import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addToList, type NewRow } from '../../src/audience/add-to-list.ts';
import type { ChangeableList } from '../../src/audience/hold-list.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import { holdLock } from '../../src/store/hold-lock.ts';
import { temporaryFolder } from '../deliver/fixture.ts';

async function listOf(content: string | Buffer): Promise<ChangeableList> {
  const folder = await temporaryFolder();
  const file = join(folder, 'list.csv');
  await writeFile(file, content);
  return { file, lockFile: join(folder, 'lists.lock'), clock: systemClock };
}

/** What a list holds after rows were added to it. */
async function withRows(content: string, rows: readonly NewRow[]): Promise<string> {
  const list = await listOf(content);
  await addToList(list, rows);
  return readFile(list.file, 'utf8');
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
  ['its column names alone', 'email', 'email\nbob@example.com\n'],
  [
    'spaces around its cells, and a line of them',
    ' \n"email" \n   \n "ada@example.com"\n  ',
    ' \n"email" \n   \n "ada@example.com"\n  \nbob@example.com\n',
  ],
  ['blank lines above its first', '\r\n\nemail\r\nada@x.test\r\n', '\r\n\nemail\r\nada@x.test\r\nbob@example.com\r\n'],
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

test('a column is added to no line of spaces, but to a record of empty cells', async () => {
  expect(await withRows(' \nemail\t "no\nte"\n  \n\t\n', [{ ...bob, city: 'Rome' }])).toBe(
    ' \nemail\t "no\nte"\tcity\n  \n\t\t\nbob@example.com\t\tRome\n',
  );
});

test('columns may have the names of what every object has', async () => {
  expect(await withRows('Constructor,email,valueOf\n', [bob, { email: 'cy@example.com', to_string: 'x' }])).toBe(
    'Constructor,email,valueOf,to_string\n,bob@example.com,,\n,cy@example.com,,x\n',
  );
});

test('no column is added while a row has another number of cells: it would come to fit', async () => {
  const before = 'email,first_name\nada@example.com,Ada\nbob@example.com,Smith, Bob\neve@example.com\n';
  const list = await listOf(before);
  await expect(addToList(list, [{ email: 'cy@example.com', city: 'Rome' }])).rejects.toMatchObject({
    code: 'LIST_UNEVEN',
    exitCode: 2,
    problems: [{ why: expect.stringContaining('2 such rows'), place: { file: list.file, line: 3 } }],
  });
  expect(await readFile(list.file, 'utf8')).toBe(before);
});

test('a row that is passed over for its number of cells does not count as known', async () => {
  const list = await listOf('email,first_name\nbob@example.com,Smith, Bob\n');
  expect(await addToList(list, [bob])).toEqual({ added: [bob], uneven: [{ line: 2, key: 'bob@example.com' }] });
  expect(await readFile(list.file, 'utf8')).toBe('email,first_name\nbob@example.com,Smith, Bob\nbob@example.com,\n');
  expect(await addToList(list, [bob])).toMatchObject({ added: [] });
});

test('a row comes once, however its address is written in the list or among the new', async () => {
  const list = 'email\nada@b\u00fccher.example\nbob@EXAMPLE.com';
  const known = [{ email: 'ada@xn--bcher-kva.example' }, { email: 'BOB@example.com' }];
  expect(await withRows(list, known)).toBe(list);
  expect(await withRows(list, [...known, { email: 'cy@example.com' }, { email: 'Cy@Example.com' }])).toBe(
    `${list}\ncy@example.com\n`,
  );
});

test.each([
  ['FILE_NOT_UTF8', Buffer.from('email,name\nada@example.com,M\xfcller\n', 'latin1')],
  ['LIST_MALFORMED', Buffer.from('email,name\nada@example.com,"Ada\n')],
  ['LIST_NO_EMAIL', Buffer.from('name\nAda\n')],
])('%s: a list that cannot be read is left as it is', async (code, content) => {
  const list = await listOf(content);
  await expect(addToList(list, [bob])).rejects.toMatchObject({ code });
  expect((await readFile(list.file)).equals(content)).toBe(true);
});

test('rows that are added at the same time are all there', async () => {
  const list = await listOf('email\n');
  const people = Array.from({ length: 8 }, (_, index) => ({ email: `reader${index}@example.com` }));
  await Promise.all(people.map((person) => addToList(list, [person])));
  const lines = (await readFile(list.file, 'utf8')).trim().split('\n');
  expect(lines.sort()).toEqual(['email', ...people.map(({ email }) => email)]);
});

test('whoever changes the list is waited for, and in the end named', async () => {
  const list = await listOf('email\n');
  const lock = await holdLock(list.lockFile, { pid: 4711, since: '2026-04-27T04:00:00.000Z', doing: 'a long import' });
  let now = 0;
  const clock = {
    now: () => new Date(now),
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  await expect(addToList({ ...list, clock }, [bob])).rejects.toMatchObject({
    code: 'LIST_BUSY',
    exitCode: 2,
    problems: [{ why: expect.stringContaining('Process 4711 does `a long import`') }],
  });
  expect(now).toBeGreaterThanOrEqual(10_000);
  const released = {
    ...clock,
    sleep: async () => {
      if (lock.held) lock.release();
    },
  };
  expect(await addToList({ ...list, clock: released }, [bob])).toMatchObject({ added: [bob] });
});

test('no column is added that would be taken for the one of the address', async () => {
  const list = await listOf('\nmail,name\nada@example.com,Ada\n');
  await expect(addToList(list, [{ ...bob, e_mail: 'x' }])).rejects.toMatchObject({
    code: 'COLUMN_INVALID',
    exitCode: 2,
    problems: [{ place: { file: list.file, line: 2 } }],
  });
  expect(await addToList(await listOf('email\n'), [{ ...bob, mail: 'x' }])).toMatchObject({ added: [bob] });
});
