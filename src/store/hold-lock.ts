import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'libsql';
import { writeWholeFile } from '../foundation/text-file.ts';

/** Who holds a lock, for people; the lock itself does not depend on it. */
export type LockHolder = { readonly pid: number; readonly since: string; readonly doing: string };

export type Lock =
  | { readonly held: true; readonly release: () => void }
  | { readonly held: false; readonly holder: LockHolder | undefined };

/**
 * Takes an exclusive lock that ends with the process, however that ends: it is the operating system's lock on a small
 * SQLite file, so no dead process keeps it and no reused process id is mistaken for one. Does not wait.
 */
export async function holdLock(file: string, holder: LockHolder): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  const database = new Database(file);
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
      return { held: false, holder: await readHolder(`${file}.holder`) };
    }
    throw error;
  }
  await writeWholeFile(`${file}.holder`, `${JSON.stringify(holder)}\n`);
  return { held: true, release: () => database.close() };
}

async function readHolder(file: string): Promise<LockHolder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isHolder = (value: unknown): value is LockHolder =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'since' in value &&
  typeof value.since === 'string' &&
  'doing' in value &&
  typeof value.doing === 'string';
