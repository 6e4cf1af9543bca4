import { type Problem, throwProblems } from '../foundation/masthead-error.ts';
import { fieldName, isAddressColumn } from './list-header.ts';

/**
 * The fields of one subscriber by the columns that they go into, however these were spelled; the address is none of them.
 * @throws MastheadError COLUMN_INVALID, one problem for each
 */
export function nameFields(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const named = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [written, value] of Object.entries(fields)) {
    const name = fieldName(written);
    const why = refusal(name, named);
    if (why === undefined) named.set(name, value);
    else problems.push(columnInvalid(written, why));
  }
  throwProblems(problems);
  return Object.fromEntries(named);
}

function refusal(name: string, named: ReadonlyMap<string, string>): string | undefined {
  if (name === '') return 'It has no letter and no digit.';
  if (isAddressColumn(name)) return 'That column is the address, which is given by itself.';
  return named.has(name) ? `The column ${name} has a value already.` : undefined;
}

const columnInvalid = (written: string, why: string): Problem => ({
  code: 'COLUMN_INVALID',
  what: `A field cannot be called ${JSON.stringify(written)}.`,
  why,
  fix: 'Name each column of the list once, like first_name. The list is unchanged.',
});
