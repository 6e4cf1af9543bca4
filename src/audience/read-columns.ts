import { MastheadError } from '../foundation/masthead-error.ts';
import { readHeader } from './list-header.ts';
import { readRecords } from './read-records.ts';

/**
 * The fields that a list's subscribers may have, by its first line alone; undefined where there is no list, or none that a send
 * would take. What is wrong with it is told by whoever reads it whole.
 */
export async function readColumns(file: string): Promise<readonly string[] | undefined> {
  try {
    for await (const record of readRecords(file)) return readHeader(record, file).columns.filter(Boolean);
    return undefined;
  } catch (error) {
    if (error instanceof MastheadError) return undefined;
    throw error;
  }
}
