import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { audienceOf } from '../../src/audience/audience-of.ts';
import { decodeUtf8 } from '../../src/audience/decode-utf8.ts';
import { readList } from '../../src/audience/read-list.ts';
import { collect, temporaryFolder } from '../deliver/fixture.ts';

async function read(content: string | Buffer, suppressed: Readonly<Record<string, string>> = {}) {
  const file = join(await temporaryFolder(), 'list.csv');
  await writeFile(file, content);
  const audience = await readList(file, {
    suppressed: async () => new Map(Object.entries(suppressed)),
    label: 'list.csv',
  });
  const rows = await collect(audience.rows());
  return {
    audience,
    rows,
    told: rows.map((row) => (row.kind === 'skipped' ? `${row.row.line} ${row.row.reason}` : row.subscriber.address)),
  };
}

test('a subscriber has an address, a name and a field for each filled cell', async () => {
  const { audience, rows } = await read('Email,First Name,last-name,Tier\nAda@EXAMPLE.com, Ada ,Lovelace,\n');
  expect(audience.columns).toEqual(['email', 'first_name', 'last_name', 'tier']);
  expect(rows).toEqual([
    {
      kind: 'subscriber',
      subscriber: {
        address: 'Ada@example.com',
        name: 'Ada Lovelace',
        fields: { email: 'Ada@example.com', first_name: 'Ada', last_name: 'Lovelace' },
        line: 2,
      },
    },
  ]);
});

test('a separator in the quotes of a column’s name is none, and cells below no name are no fields', async () => {
  const { audience, rows } = await read('"email";"Name, as first, last, or all";;\na@example.com;Ada;x;y\n');
  expect(audience.columns).toEqual(['email', 'name_as_first_last_or_all']);
  expect(rows).toMatchObject([
    { subscriber: { fields: { email: 'a@example.com', name_as_first_last_or_all: 'Ada' } } },
  ]);
  expect(Object.keys(rows[0]?.kind === 'subscriber' ? rows[0].subscriber.fields : {})).toHaveLength(2);
});

test('of two columns that may hold addresses the one called email does, and a last name alone is a name', async () => {
  const { rows } = await read('mail,email,last_name\nold@example.com,new@example.com,Lovelace\n');
  expect(rows).toMatchObject([{ subscriber: { address: 'new@example.com', name: 'Lovelace' } }]);
});

test.each(['email', 'EMAIL', 'e-mail', 'Email Address', 'E-Mail-Address'])(
  'the column of addresses may be called %s',
  async (header) => {
    const { rows } = await read(`Name;${header}\nAda;ada@example.com\n`);
    expect(rows[0]).toMatchObject({ subscriber: { address: 'ada@example.com', fields: { email: 'ada@example.com' } } });
  },
);

test.each([
  ['commas', 'email,name\na@example.com,"Doe, J"\n'],
  ['semicolons', 'email;name\na@example.com;"Doe, J"\n'],
  ['tabs', 'email\tname\na@example.com\tDoe, J\n'],
  ['a byte-order mark and CRLF', '\ufeffemail,name\r\na@example.com,"Doe, J"\r\n'],
  ['lines that end with CR, as old spreadsheets write', 'email,name\ra@example.com,"Doe, J"\r'],
  ['mixed line ends and blank lines', 'email,name\r\n\n\r\na@example.com,"Doe, J"\n\n'],
  ['blank lines above its first', '\n\r\nemail;name\na@example.com;"Doe, J"\n'],
  ['no line end at the end', 'email,name\na@example.com,"Doe, J"'],
  ['spaces around its cells, quoted or not', ' email , "name"\n "a@example.com" , "Doe, J" \n'],
  ['tabs and spaces', '"email" \t "name"\na@example.com \t "Doe, J"\n'],
  ['lines of spaces', '  \n \nemail;name\n   \na@example.com;"Doe, J"\n  '],
])('a list with %s is read', async (_, content) => {
  const { rows } = await read(content);
  expect(rows).toMatchObject([{ subscriber: { address: 'a@example.com', name: 'Doe, J' } }]);
});

test('line numbers are the editor’s, past blank lines and cells of several lines', async () => {
  const { told, rows } = await read('email,note\n\na@example.com,"one\r\ntwo\nthree"\nnobody,x\nb@example.com,y\n');
  expect(rows[0]).toMatchObject({ subscriber: { line: 3, fields: { note: 'one\ntwo\nthree' } } });
  expect(told).toEqual(['a@example.com', '6 not an address', 'b@example.com']);
});

test('a row with too few or too many cells is skipped, never shifted', async () => {
  const { told } = await read('email,a,b\nx@example.com,1\ny@example.com,1,2,3\nz@example.com,1,2\n');
  expect(told).toEqual([
    '2 2 cells where the first line has 3',
    '3 4 cells where the first line has 3',
    'z@example.com',
  ]);
});

test('an address that is twice in the list, in whatever case, is mailed once', async () => {
  const { told } = await read('email\nada@example.com\nADA@Example.com\nada@EXAMPLE.COM\n');
  expect(told).toEqual(['ada@example.com', '3 twice in the list', '4 twice in the list']);
});

test('two addresses in one cell are not an address', async () => {
  const { told } = await read('email\n"a@example.com, b@example.com"\n');
  expect(told).toEqual(['2 not an address']);
});

test('a suppressed address is skipped with its reason', async () => {
  const suppressed = { 'ada@example.com': 'asked', 'r7@example.com': 'left', 'last@example.com': 'gone' };
  const { told } = await read('email\nAda@example.com\nb@example.com\n', suppressed);
  expect(told).toEqual(['2 suppressed: asked', 'b@example.com']);
  // Beyond the rows that are looked up together.
  const long = Array.from({ length: 1200 }, (_, index) => `r${index}@example.com`);
  const { told: all } = await read(['email', ...long, 'Last@example.com'].join('\n'), suppressed);
  expect(all).toEqual([...long.with(7, '9 suppressed: left'), '1202 suppressed: gone']);
});

test('LIST_NO_EMAIL, LIST_HEADER_TWICE, LIST_EMPTY and LIST_MALFORMED say where', async () => {
  await expect(read('\n\r\nname,phone\nAda,1\n')).rejects.toMatchObject({
    code: 'LIST_NO_EMAIL',
    exitCode: 2,
    problems: [{ place: { line: 3 } }],
  });
  await expect(read('\nemail,"Na\nme","Na\nme"\na@example.com,x,y\n')).rejects.toMatchObject({
    code: 'LIST_HEADER_TWICE',
    problems: [{ place: { line: 2 } }],
  });
  await expect(read('')).rejects.toMatchObject({ code: 'LIST_EMPTY' });
  await expect(read('email,name\n')).rejects.toMatchObject({ code: 'LIST_EMPTY' });
  await expect(read('email,name\na@example.com,x\nb@example.com,"open\n')).rejects.toMatchObject({
    code: 'LIST_MALFORMED',
    problems: [{ place: { file: expect.stringContaining('list.csv'), line: expect.any(Number) } }],
  });
});

test('FILE_NOT_UTF8 names the line, wherever the chunks of the file are cut', async () => {
  const long = `email,name\n${'a@example.com,Zoë\n'.repeat(30_000)}`;
  const broken = Buffer.concat([Buffer.from(long), Buffer.from('b@example.com,M\xfcller\n', 'latin1')]);
  await expect(read(broken)).rejects.toMatchObject({ code: 'FILE_NOT_UTF8', problems: [{ place: { line: 30_002 } }] });
});

test.each([
  ['ends inside a character', 'Zoë Krüger Łódź\r\n', 'M\xfcller\n'],
  ['holds a replacement character', '\uFFFD\n', 'M\xfcller\n'],
  ['ends inside a character that is never finished', 'Zoë\n', 'M\xe2\x82'],
  ['ends between CR and LF', 'a\r\n', 'M\xfc\n'],
])('FILE_NOT_UTF8 names the line where a chunk %s', async (_, before, broken) => {
  const bytes = Buffer.concat([Buffer.from(`email\n${before}`), Buffer.from(broken, 'latin1')]);
  for (const length of [1, 2, 3, 5, 8, bytes.length]) {
    const decoding = async (): Promise<unknown> => collect(decodeUtf8(inChunks(bytes, length), 'list.csv'));
    await expect(decoding()).rejects.toMatchObject({ code: 'FILE_NOT_UTF8', problems: [{ place: { line: 3 } }] });
  }
});

async function* inChunks(bytes: Buffer, length: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

test('FILE_NOT_FOUND and FILE_NOT_READ name the list', async () => {
  const folder = await temporaryFolder();
  const options = { suppressed: async () => new Map<string, string>() };
  await expect(readList(join(folder, 'none.csv'), options)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  await expect(readList(folder, options)).rejects.toMatchObject({ code: 'FILE_NOT_READ' });
});

test('a list can be read more than once, and left in the middle', async () => {
  const { audience } = await read('email\na@example.com\nb@example.com\n');
  for await (const _ of audience.rows()) break;
  expect(await collect(audience.rows())).toHaveLength(2);
});

test('ADDRESS_INVALID: a test goes to single plain addresses, each once, and every other is reported', async () => {
  const audience = audienceOf(['Ada@example.com', 'ada@EXAMPLE.com', 'bob@example.com']);
  expect(await collect(audience.rows())).toMatchObject([
    { subscriber: { address: 'ada@example.com' } },
    { subscriber: { address: 'bob@example.com' } },
  ]);
  const wrong = (): unknown => audienceOf(['a@example.com,b@example.com', 'x']);
  expect(wrong).toThrow(
    expect.objectContaining({ code: 'ADDRESS_INVALID', problems: [expect.anything(), expect.anything()] }),
  );
});
