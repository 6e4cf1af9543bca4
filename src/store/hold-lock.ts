import { existsSync } from 'node:fs';
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
 * SQLite file, so no dead process keeps it and no reused process id is mistaken for one. Waits for nobody who holds it.
 * @throws MastheadError LOCK_UNUSABLE, FILE_NOT_WRITTEN: it is not held
 */
export async function holdLock(file: string, holder: LockHolder): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  const database = openLock(file, 'begin exclusive');
  if (!database) return { held: false, holder: await readHolder(`${file}.holder`) };
  try {
    await writeWholeFile(`${file}.holder`, `${JSON.stringify(holder)}\n`);
  } catch (error) {
    database.close();
    throw error;
  }
  return { held: true, release: () => database.close() };
}

/** Whether another holds a lock now. Takes nothing, and makes no file where there is none. @throws MastheadError LOCK_UNUSABLE */
export async function lookAtLock(
  file: string,
): Promise<{ readonly taken: false } | { readonly taken: true; readonly holder: LockHolder | undefined }> {
  if (!existsSync(file)) return { taken: false };
  const database = openLock(file, 'select count(*) from sqlite_master');
  database?.close();
  return database ? { taken: false } : { taken: true, holder: await readHolder(`${file}.holder`) };
}

/** Longer than a look at the lock lasts, in milliseconds: who takes it must not be refused for one. */
const timeout = 50;

/** The lock's file after a statement that needs it; undefined when another has it. */
function openLock(file: string, statement: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout });
    database.exec(statement);
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
