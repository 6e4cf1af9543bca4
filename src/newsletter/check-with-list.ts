import { resolve } from 'node:path';
import { readColumns } from '../audience/read-columns.ts';
import type { Edition } from '../content/edition.ts';
import type { CheckedEdition, Press } from './press.ts';

/** Draws and checks an edition, its merge fields against the columns of the configured list, where that can be read. */
export async function checkWithList(press: Press, edition: Edition): Promise<CheckedEdition> {
  const { list } = await press.config();
  return press.check(edition, await readColumns(resolve(press.folder, list)));
}
