import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'libsql';
import { MastheadError } from '../foundation/masthead-error.ts';
import { writeWholeFile } from '../foundation/text-file.ts';

/** Who holds a lock, for people; the lock itself does not depend on it. */
export type LockHolder = { readonly pid: number; readonly since: string; readonly doing: string };

export type Lock =
  | { readonly held: true; readonly release: () => void }
  | { readonly held: false; readonly holder: LockHolder | undefined };

/**
 * Takes an exclusive lock that ends with the process, however that ends: it is the operating system's lock on a small
 * SQLite file, so no dead process keeps it and no reused process id is mistaken for one. Does not wait.
 * @throws MastheadError LOCK_UNUSABLE, FILE_NOT_WRITTEN: it is not held
 */
export async function holdLock(file: string, holder: LockHolder): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  const database = lockedDatabase(file);
  if (!database) return { held: false, holder: await readHolder(`${file}.holder`) };
  try {
    await writeWholeFile(`${file}.holder`, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    database.close();
    throw error;
  }
  return { held: true, release: () => database.close() };
}

/** Undefined when another has it. */
function lockedDatabase(file: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(file);
    database.exec('begin exclusive');
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_BUSY') return undefined;
    throw new MastheadError('LOCK_UNUSABLE', {
      what: `${file} cannot be used as a lock, so nothing was begun.`,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'Remove it when no send runs, and see that its folder can be written to; then run this command again. Nobody was mailed.',
      place: { file },
      cause,
    });
  }
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
