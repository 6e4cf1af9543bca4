import { MastheadError } from '../foundation/masthead-error.ts';
import type { Audience } from './audience.ts';
import { checkAddress } from './check-address.ts';
import { type ListHeader, readHeader } from './list-header.ts';
import { type ListRecord, readRecords } from './read-records.ts';
import { SeenAddresses } from './seen-addresses.ts';
import type { AudienceRow } from './subscriber.ts';

export type ListOptions = {
  /** Of some addresses, by their keys (lower case), those that must not be mailed, and why. */
  readonly suppressed: (addressKeys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What the list is called in a plan; the file's path when absent. */
  readonly label?: string;
};

/**
 * Opens a subscriber list: CSV with a column of addresses; every other column becomes a field. The file is read as it is
 * used, so a list of any length costs the same; who gets no mail comes out as a skipped row, never in silence.
 * @throws MastheadError FILE_NOT_FOUND, FILE_NOT_READ, FILE_NOT_UTF8, LIST_MALFORMED, LIST_NO_EMAIL, LIST_HEADER_TWICE,
 *   LIST_EMPTY; those about a later line come while `rows()` is read
 */
export async function readList(file: string, options: ListOptions): Promise<Audience> {
  const header = await headerOf(file);
  return {
    list: options.label ?? file,
    columns: header.columns.filter((column) => column !== ''),
    rows: () => readRows(file, header, options),
  };
}

async function headerOf(file: string): Promise<ListHeader> {
  let header: ListHeader | undefined;
  for await (const record of readRecords(file)) {
    if (header) return header;
    header = readHeader(record, file);
  }
  throw new MastheadError('LIST_EMPTY', {
    what: `${file} has no subscribers.`,
    why: header ? 'It has a line of column names and nothing below it.' : 'The file is empty.',
    fix: 'Add subscribers, one a line, or name another list. Nobody was mailed.',
    place: { file },
  });
}

/** So many addresses are looked up among the suppressed at once. */
const chunkSize = 500;

/** A row before anybody was asked whether it may be mailed; `key` is there when somebody has to be. */
type Candidate = { readonly row: AudienceRow; readonly key?: string };

async function* readRows(file: string, header: ListHeader, { suppressed }: ListOptions): AsyncIterable<AudienceRow> {
  const seen = new SeenAddresses();
  let isHeader = true;
  let chunk: Candidate[] = [];
  try {
    for await (const record of readRecords(file)) {
      if (isHeader) isHeader = false;
      else chunk.push(readRow(record, header, seen));
      if (chunk.length < chunkSize) continue;
      yield* await passOver(chunk, suppressed);
      chunk = [];
    }
    yield* await passOver(chunk, suppressed);
  } finally {
    seen.clear();
  }
}

/** The rows, those of them skipped who must not be mailed. */
async function passOver(
  candidates: readonly Candidate[],
  suppressed: ListOptions['suppressed'],
): Promise<readonly AudienceRow[]> {
  const keys = candidates.flatMap(({ key }) => key ?? []);
  const reasons = keys.length === 0 ? new Map<string, string>() : await suppressed(keys);
  return candidates.map(({ row, key }) => {
    const reason = key === undefined ? undefined : reasons.get(key);
    if (reason === undefined || row.kind === 'skipped') return row;
    const { line, address } = row.subscriber;
    return { kind: 'skipped', row: { line, address, reason: `suppressed: ${reason}` } };
  });
}

function readRow({ cells, line }: ListRecord, { columns, email }: ListHeader, seen: SeenAddresses): Candidate {
  const skip = (address: string, reason: string): Candidate => ({
    row: { kind: 'skipped', row: { line, address, reason } },
  });
  const cell = cells[email]?.trim() ?? '';
  // A cell too few or too many has shifted the others: nothing in such a row can be trusted, the address included.
  if (cells.length !== columns.length) {
    return skip(cell, `${count(cells.length, 'cell')} where the first line has ${columns.length}`);
  }
  const checked = checkAddress(cell);
  if (!checked.ok) return skip(cell, checked.reason);
  const { address, key } = checked;
  if (!seen.add(key)) return skip(address, 'twice in the list');
  const fields: Record<string, string> = {};
  for (const [index, column] of columns.entries()) {
    const value = cells[index]?.trim() ?? '';
    if (column !== '' && value !== '') fields[column] = value;
  }
  fields.email = address;
  const name = fields.name ?? [fields.first_name, fields.last_name].filter(Boolean).join(' ');
  return { key, row: { kind: 'subscriber', subscriber: { address, ...(name === '' ? {} : { name }), fields, line } } };
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
