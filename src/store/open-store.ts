import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import { MastheadError } from '../foundation/masthead-error.ts';
import { LibsqlDialect, type RunQuery } from './libsql-dialect.ts';
import { LogFlusher } from './log-flusher.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

/** The open database of one newsletter folder. Its queries are the other files of this room. */
export type Store = {
  readonly file: string;
  readonly db: Kysely<Schema>;
  /** A transaction that is committed when its promise resolves, and on the disk once a `flush` that was called after that has resolved. */
  readonly writeUnflushed: <Result>(work: (run: RunQuery) => Result) => Promise<Result>;
  /** Brings to the disk what has been committed, while the thread does other things. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const settings = ['synchronous = FULL', 'foreign_keys = ON'];

/**
 * Opens the database, makes it when it is not there, and brings an older one forward.
 * Every commit is on disk when its promise resolves (WAL, synchronous FULL), but those of `writeUnflushed`.
 * @throws MastheadError STORE_NEWER, STORE_NOT_OPENED
 */
export async function openStore(file: string): Promise<Store> {
  let db: Kysely<Schema> | undefined;
  try {
    await mkdir(dirname(file), { recursive: true });
    const dialect = new LibsqlDialect(file);
    db = new Kysely<Schema>({ dialect });
    await sql`pragma busy_timeout = 10000`.execute(db);
    const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode = WAL`.execute(db);
    for (const setting of settings) await sql.raw(`pragma ${setting}`).execute(db);
    await migrate(db, file);
    return {
      file,
      db,
      ...(rows[0]?.journal_mode === 'wal' ? laterOnDisk(file, db, dialect) : atOnceOnDisk(db, dialect)),
    };
  } catch (cause) {
    await db?.destroy();
    if (cause instanceof MastheadError) throw cause;
    throw new MastheadError('STORE_NOT_OPENED', {
      what: `The database ${file} could not be opened.`,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'See that the folder can be written to, that the disk has room, that no other program locks the file, and that it is a Masthead database. Nothing was sent.',
      place: { file },
      cause,
    });
  }
}

type Writing = Pick<Store, 'writeUnflushed' | 'flush' | 'close'>;

function laterOnDisk(file: string, db: Kysely<Schema>, dialect: LibsqlDialect): Writing {
  const log = new LogFlusher(file);
  return {
    writeUnflushed: (work) => dialect.write(db, work, { waiting: false }),
    flush: () => log.flush(),
    close: async () => {
      try {
        await log.close();
      } finally {
        await db.destroy();
      }
    },
  };
}

/** Where SQLite cannot have its log in WAL mode, as on some network drives, every commit waits for the disk. */
const atOnceOnDisk = (db: Kysely<Schema>, dialect: LibsqlDialect): Writing => ({
  writeUnflushed: (work) => dialect.write(db, work, { waiting: true }),
  flush: async () => undefined,
  close: () => db.destroy(),
});

/** The version is read again inside the transaction, so that two programs that start together do not both migrate. */
async function migrate(db: Kysely<Schema>, file: string): Promise<void> {
  if ((await versionOf(db)) === migrations.length) return;
  await db.transaction().execute(async (transaction) => {
    const version = await versionOf(transaction);
    if (version > migrations.length) throw storeNewer(file, version);
    for (const step of migrations.slice(version)) await step(transaction);
    await sql.raw(`pragma user_version = ${migrations.length}`).execute(transaction);
  });
}

async function versionOf(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
  return rows[0]?.user_version ?? 0;
}

const storeNewer = (file: string, version: number): MastheadError =>
  new MastheadError('STORE_NEWER', {
    what: `${file} was written by a newer Masthead.`,
    why: `Its schema has version ${version}; this program knows versions up to ${migrations.length}.`,
    fix: 'Use the newer Masthead with this newsletter. The database was left as it is.',
    place: { file },
  });
