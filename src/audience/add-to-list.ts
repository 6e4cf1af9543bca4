import { readFile } from 'node:fs/promises';
import { MastheadError } from '../foundation/masthead-error.ts';
import { writeWholeFile } from '../foundation/text-file.ts';
import { checkAddress } from './check-address.ts';
import { cellsOf, csvLine } from './csv-line.ts';
import { type ChangeableList, holdList } from './hold-list.ts';
import { detectDelimiter, isAddressColumn, type ListHeader, readHeader } from './list-header.ts';
import { type ListRecord, readRecords } from './read-records.ts';

/** What a list would gain: fields by column, `email` among them. */
export type NewRow = Readonly<Record<string, string>>;

/** What became of rows that were to be added to a list. */
export type Addition = {
  readonly added: readonly NewRow[];
  /** Rows that were there and are passed over, because they have more or fewer cells than the first line. */
  readonly uneven: readonly { readonly line: number; readonly key: string }[];
};

/**
 * Adds rows to a list and leaves those that are there as they are, to the byte: quotes, line ends, a byte-order mark. An
 * address that is mailed already is not added again; a column that the list lacks is added to it. A list that does not exist
 * is made. The list is written whole or not at all, and by one process at a time.
 * @throws MastheadError LIST_BUSY, LIST_NO_EMAIL, LIST_HEADER_TWICE, LIST_MALFORMED, LIST_UNEVEN, COLUMN_INVALID, FILE_NOT_UTF8, FILE_NOT_WRITTEN
 */
export const addToList = (list: ChangeableList, rows: readonly NewRow[]): Promise<Addition> =>
  holdList(list, () => addRows(list.file, rows));

async function addRows(file: string, rows: readonly NewRow[]): Promise<Addition> {
  const old = await readOld(file);
  const known = new Set(old.keys);
  const added = rows.filter((row) => {
    const key = keyOf(row.email ?? '');
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  const { columns, delimiter, lineEnd, uneven } = old;
  if (added.length === 0) return { added, uneven };
  const names = new Set(added.flatMap((row) => Object.keys(row)));
  const more = [...names].filter((name) => !columns.includes(name));
  const [first] = uneven;
  if (more.length > 0 && first) throw unevenList(file, { line: first.line, rows: uneven.length, more });
  const header = { ...old.header, cells: [...old.header.cells, ...more] };
  if (readHeader(header, file).email !== old.email) throw secondAddress({ file, line: header.line }, more);
  const wide = [...columns, ...more];
  const lines = added.map((row) => csvLine(cellsOf(row, wide), { delimiter, lineEnd }));
  await writeWholeFile(file, [widened(old, more), ...lines].join(''));
  return { added, uneven };
}

/** With a column more, a row of too many cells would come to fit, and mail its subscriber with the cells of another column. */
const unevenList = (
  file: string,
  { line, rows, more }: { readonly line: number; readonly rows: number; readonly more: readonly string[] },
): MastheadError =>
  new MastheadError('LIST_UNEVEN', {
    what: `${file} cannot get the column ${more.join(', ')}: a row has more or fewer cells than the first line.`,
    why:
      rows === 1
        ? 'It could come to fit, with its cells in wrong columns.'
        : `There are ${rows} such rows; with a column more, they could come to fit, with their cells in wrong columns.`,
    fix: 'Mend the row: a cell that holds the separator stands in quotation marks. The list is unchanged.',
    place: { file, line },
  });

const secondAddress = (
  place: { readonly file: string; readonly line: number },
  more: readonly string[],
): MastheadError =>
  new MastheadError('COLUMN_INVALID', {
    what: `${place.file} cannot get the column ${more.filter(isAddressColumn).join(', ')}.`,
    why: 'It would be taken for the column of addresses, in the place of the one that the list has.',
    fix: 'Call the column of addresses `email` in both lists, or rename the other. The list is unchanged.',
    place,
  });

type OldList = {
  /** Its byte-order mark, if any. */
  readonly mark: string;
  /** As it stands in the file after that. */
  readonly text: string;
  /** Its first line, as it is written. */
  readonly header: ListRecord;
  readonly columns: ListHeader['columns'];
  /** The position of the address. */
  readonly email: number;
  readonly delimiter: string;
  readonly lineEnd: string;
  /** Whom it mails, or would if they were not suppressed. */
  readonly keys: readonly string[];
  readonly uneven: Addition['uneven'];
};

const newList = (mark: string): OldList => ({
  mark,
  text: 'email\n',
  header: { cells: ['email'], line: 1 },
  columns: ['email'],
  email: 0,
  delimiter: ',',
  lineEnd: '\n',
  keys: [],
  uneven: [],
});

async function readOld(file: string): Promise<OldList> {
  const records: ListRecord[] = [];
  let whole = '';
  const bytes = async function* (): AsyncIterable<Buffer> {
    const read = await readFile(file);
    whole = read.toString();
    yield read;
  };
  try {
    for await (const row of readRecords(file, bytes())) records.push(row);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'FILE_NOT_FOUND') return newList('');
    throw error;
  }
  const [, mark = '', text = ''] = /^(\uFEFF?)(.*)$/s.exec(whole) ?? [];
  const [header, ...below] = records;
  if (!header) return newList(mark);
  const { columns, email } = readHeader(header, file);
  const delimiter = detectDelimiter(text);
  const lineEnd = firstLineEnd.exec(text)?.[1] ?? '\n';
  const keyed = below.map(({ cells, line }) => ({
    line,
    key: keyOf(cells[email] ?? ''),
    fits: cells.length === columns.length,
  }));
  const keys = keyed.flatMap(({ key, fits }) => (fits ? [key] : []));
  const uneven = keyed.flatMap(({ line, key, fits }) => (fits ? [] : [{ line, key }]));
  return { mark, text, header, columns, email, delimiter, lineEnd, keys, uneven };
}

// A record is what stands between two line ends outside quotes, and not nothing but spaces.
const record = /(?:"[^"]*"|[^"\r\n]+)+/g;
const firstLineEnd = /^[\r\n]*(?:"[^"]*"|[^"\r\n])+(\r\n?|\n)/;

/** The text of a list with columns added: their names in its header, an empty cell for each in all other records. */
function widened({ mark, text, delimiter, lineEnd }: OldList, more: readonly string[]): string {
  const cells = (added: readonly string[]): string => csvLine(['', ...added], { delimiter, lineEnd: '' });
  const [names, blanks] = [cells(more), cells(more.map(() => ''))];
  let isHeader = true;
  const wide = text.replace(record, (written) => {
    if (written.trim() === '' && !written.includes(delimiter)) return written;
    const end = isHeader ? names : blanks;
    isHeader = false;
    return written + end;
  });
  return mark + wide + (/[\r\n]$/.test(wide) ? '' : lineEnd);
}

function keyOf(address: string): string {
  const checked = checkAddress(address);
  return checked.ok ? checked.key : address.trim().toLowerCase();
}
