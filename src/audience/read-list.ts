import { MastheadError } from '../foundation/masthead-error.ts';
import type { Audience } from './audience.ts';
import { checkAddress } from './check-address.ts';
import { type ListHeader, readHeader } from './list-header.ts';
import { type ListRecord, readRecords } from './read-records.ts';
import { SeenAddresses } from './seen-addresses.ts';
import type { AudienceRow } from './subscriber.ts';

export type ListOptions = {
  /** Why an address (by its key: lower case) must not be mailed; undefined when it may be. */
  readonly suppressed: (addressKey: string) => string | undefined | Promise<string | undefined>;
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
  for await (const { cells } of readRecords(file)) {
    if (header) return header;
    header = readHeader(cells, file);
  }
  throw new MastheadError('LIST_EMPTY', {
    what: `${file} has no subscribers.`,
    why: header ? 'It has a line of column names and nothing below it.' : 'The file is empty.',
    fix: 'Add subscribers, one a line, or name another list. Nobody was mailed.',
    place: { file },
  });
}

async function* readRows(file: string, header: ListHeader, options: ListOptions): AsyncIterable<AudienceRow> {
  const seen = new SeenAddresses();
  let isHeader = true;
  for await (const record of readRecords(file)) {
    if (isHeader) isHeader = false;
    else yield await readRow(record, header, { ...options, seen });
  }
}

async function readRow(
  { cells, line }: ListRecord,
  { columns, email }: ListHeader,
  { seen, suppressed }: ListOptions & { readonly seen: SeenAddresses },
): Promise<AudienceRow> {
  const skip = (address: string, reason: string): AudienceRow => ({ kind: 'skipped', row: { line, address, reason } });
  const cell = cells[email]?.trim() ?? '';
  // A cell too few or too many has shifted the others: nothing in such a row can be trusted, the address included.
  if (cells.length !== columns.length) {
    return skip(cell, `${count(cells.length, 'cell')} where the first line has ${columns.length}`);
  }
  const checked = checkAddress(cell);
  if (!checked.ok) return skip(cell, checked.reason);
  if (!seen.add(checked.key)) return skip(checked.address, 'twice in the list');
  const reason = await suppressed(checked.key);
  if (reason !== undefined) return skip(checked.address, `suppressed: ${reason}`);
  const filled = columns.map((column, index) => [column, cells[index]?.trim() ?? ''] as const);
  const fields = Object.fromEntries(filled.filter(([column, value]) => column !== '' && value !== ''));
  const name = fields.name ?? [fields.first_name, fields.last_name].filter(Boolean).join(' ');
  return {
    kind: 'subscriber',
    subscriber: {
      address: checked.address,
      ...(name === '' ? {} : { name }),
      fields: { ...fields, email: checked.address },
      line,
    },
  };
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
