import {
  type Driver,
  type Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import Database from 'libsql';
import type { Schema } from './schema.ts';

/** More than there are connections, for a turn has up to three statements for each number of rows. */
const cachedStatements = 300;

/**
 * Kysely over libsql. Transactions begin as writers: one that begins as a reader and writes later fails at once, without
 * waiting, when another process has written in between (SQLITE_BUSY_SNAPSHOT).
 */
export class LibsqlDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #libsql: Database.Database;
  /** Whether commits wait for the disk now, and whether this one need not. */
  #waiting = true;
  #unflushed = false;

  constructor(file: string) {
    const libsql = new Database(file);
    const database = reuseStatements(libsql, () => this.#waitForDisk(true));
    super({ database });
    this.#database = database;
    this.#libsql = libsql;
  }

  override createDriver(): Driver {
    return new WriterFirstDriver(this.#database, this.#libsql, () => this.#waitForDisk(true));
  }

  /**
   * A transaction whose commit does not wait for the disk (synchronous NORMAL, in WAL mode): it is in the log, whole, and on the disk
   * once the log has been flushed. Nothing else has the connection meanwhile, so all other commits wait for the disk as ever.
   */
  readonly writeUnflushed = <Result>(
    db: Kysely<Schema>,
    work: (db: Kysely<Schema>) => Promise<Result>,
  ): Promise<Result> =>
    db.connection().execute(async (connection) => {
      this.#waitForDisk(false);
      this.#unflushed = true;
      try {
        this.#libsql.exec('begin immediate');
        const result = await work(connection);
        this.#libsql.exec('commit');
        return result;
      } catch (error) {
        if (this.#libsql.inTransaction) this.#libsql.exec('rollback');
        throw error;
      } finally {
        this.#unflushed = false;
      }
    });

  /** Set only when it has to be another: one turn follows the other, and each setting is a statement. */
  #waitForDisk(waiting: boolean): void {
    if (this.#unflushed || this.#waiting === waiting) return;
    this.#libsql.exec(`pragma synchronous = ${waiting ? 'FULL' : 'NORMAL'}`);
    this.#waiting = waiting;
  }
}

/**
 * A `begin` or `commit` that fails, because somebody else writes or the disk is full, must leave nothing behind. libsql does not
 * reset a prepared statement that failed, and SQLite commits nothing while one that writes is under way: what came after it
 * would be lost at the next `begin`. `exec` ends its statement whatever happens.
 */
class WriterFirstDriver extends SqliteDriver {
  readonly #libsql: Database.Database;
  readonly #beforehand: () => void;

  constructor(database: SqliteDatabase, libsql: Database.Database, beforehand: () => void) {
    super({ database });
    this.#libsql = libsql;
    this.#beforehand = beforehand;
  }

  override async beginTransaction(): Promise<void> {
    this.#beforehand();
    this.#libsql.exec('begin immediate');
  }

  override async commitTransaction(): Promise<void> {
    this.#libsql.exec('commit');
  }

  /** A full disk rolls back by itself, and to do it again is an error that would hide what went wrong. */
  override async rollbackTransaction(): Promise<void> {
    if (this.#libsql.inTransaction) this.#libsql.exec('rollback');
  }
}

/**
 * Kysely prepares each query anew. A send asks the same few millions of times, and a statement's native memory is only
 * given back when the garbage collector comes round to it, so the latest are kept and used again.
 */
function reuseStatements(database: Database.Database, beforehand: () => void): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare: (sql) => {
      beforehand();
      const statement = statements.get(sql) ?? database.prepare(sql);
      statements.delete(sql);
      statements.set(sql, statement);
      const [oldest] = statements.keys();
      if (statements.size > cachedStatements && oldest !== undefined) statements.delete(oldest);
      return statement;
    },
  };
}
