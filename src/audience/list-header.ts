import { MastheadError } from '../foundation/masthead-error.ts';

/** What the first line of a list says about all others. */
export type ListHeader = {
  /** The field that each cell goes into, by position; empty where the header cell is. */
  readonly columns: readonly string[];
  /** The position of the address. */
  readonly email: number;
};

const emailColumns = ['email', 'e_mail', 'email_address', 'e_mail_address', 'mail'];

/** `First Name` and `first-name` become `first_name`: a name that a merge field can spell. */
export const fieldName = (header: string): string =>
  header
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');

/** Whether a field's name is one of those that the column of addresses may have. */
export const isAddressColumn = (name: string): boolean => emailColumns.includes(name);

/**
 * Reads the header line of a list. The address's column is called `email` from here on, however it was spelled.
 * @throws MastheadError LIST_NO_EMAIL, LIST_HEADER_TWICE
 */
export function readHeader(
  { cells, line }: { readonly cells: readonly string[]; readonly line: number },
  file: string,
): ListHeader {
  const names = cells.map(fieldName);
  const place = { file, line };
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new MastheadError('LIST_HEADER_TWICE', {
      what: `${file} has two columns named ${twice}.`,
      why: 'Nobody can tell which of them a merge field means.',
      fix: 'Rename or remove one of them. Nobody was mailed.',
      place,
    });
  }
  const found = emailColumns.find((name) => names.includes(name));
  if (found === undefined) {
    throw new MastheadError('LIST_NO_EMAIL', {
      what: `${file} has no column named email.`,
      why: `Its first line reads: ${names.join(', ').slice(0, 200) || 'nothing'}.`,
      fix: 'Give the list a first line of column names, with `email` above the addresses. Nobody was mailed.',
      place,
    });
  }
  const email = names.indexOf(found);
  return { columns: names.map((name, index) => (index === email ? 'email' : name)), email };
}

/** The separator that the header line uses, which may stand below blank ones: the one of `,` `;` and tab most often outside its quotes. */
export function detectDelimiter(text: string): string {
  const counts = new Map([',', ';', '\t'].map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of text.replace(/^\s*[\r\n]/, '')) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
