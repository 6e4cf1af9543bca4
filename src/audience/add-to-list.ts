import { readTextFile, writeWholeFile } from '../foundation/text-file.ts';
import { checkAddress } from './check-address.ts';
import { detectDelimiter, type ListHeader, readHeader } from './list-header.ts';
import { readRecords } from './read-records.ts';

/** What a list would gain: fields by column, `email` among them. */
export type NewRow = Readonly<Record<string, string>>;

/**
 * Adds rows to a list and leaves those that are there as they are. An address that is there already is not added again; a
 * column that the list lacks is added to it. A list that does not exist is made. The list is written whole or not at all.
 * @returns the rows that were added
 * @throws MastheadError LIST_NO_EMAIL, LIST_HEADER_TWICE, LIST_MALFORMED, FILE_NOT_UTF8, FILE_NOT_WRITTEN
 */
export async function addToList(file: string, rows: readonly NewRow[]): Promise<readonly NewRow[]> {
  const old = await readOld(file);
  const known = new Set(old.keys);
  const added = rows.filter((row) => {
    const key = keyOf(row.email ?? '');
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  if (added.length === 0) return [];
  const names = new Set(added.flatMap((row) => Object.keys(row)));
  const more = [...names].filter((name) => !old.columns.includes(name));
  const line = (cells: readonly string[]): string => csvLine(cells, old.delimiter);
  const lines = [
    line([...old.header, ...more]),
    ...old.records.map((cells) => line([...cells, ...(cells.length === old.header.length ? more.map(() => '') : [])])),
    ...added.map((row) => line([...old.columns, ...more].map((column) => row[column] ?? ''))),
  ];
  await writeWholeFile(file, lines.join(''));
  return added;
}

type OldList = {
  readonly header: readonly string[];
  readonly columns: ListHeader['columns'];
  readonly delimiter: string;
  readonly records: readonly (readonly string[])[];
  readonly keys: readonly string[];
};

const newList: OldList = { header: ['email'], columns: ['email'], delimiter: ',', records: [], keys: [] };

async function readOld(file: string): Promise<OldList> {
  const records: (readonly string[])[] = [];
  try {
    for await (const { cells } of readRecords(file)) records.push(cells);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'FILE_NOT_FOUND') return newList;
    throw error;
  }
  const [header, ...below] = records;
  if (!header) return newList;
  const { columns, email } = readHeader(header, file);
  const delimiter = detectDelimiter(await readTextFile(file));
  return { header, columns, delimiter, records: below, keys: below.map((cells) => keyOf(cells[email] ?? '')) };
}

function keyOf(address: string): string {
  const checked = checkAddress(address);
  return checked.ok ? checked.key : address.trim().toLowerCase();
}

/** A line of CSV. RFC 4180 section 2: a cell that holds the delimiter, a quote or a line break is quoted. */
export const csvLine = (cells: readonly string[], delimiter = ','): string =>
  `${cells
    .map((cell) =>
      /["\r\n]/.test(cell) || cell.includes(delimiter) || cell !== cell.trim()
        ? `"${cell.replaceAll('"', '""')}"`
        : cell,
    )
    .join(delimiter)}\n`;
