import { type Driver, type SqliteDatabase, SqliteDialect, SqliteDriver, type SqliteStatement } from 'kysely';
import Database from 'libsql';

/** More than there are connections, for a turn has two statements for each number of rows. */
const cachedStatements = 300;

/**
 * Kysely over libsql. Transactions begin as writers: one that begins as a reader and writes later fails at once, without
 * waiting, when another process has written in between (SQLITE_BUSY_SNAPSHOT).
 */
export class LibsqlDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #libsql: Database.Database;

  constructor(file: string) {
    const libsql = new Database(file);
    const database = reuseStatements(libsql);
    super({ database });
    this.#database = database;
    this.#libsql = libsql;
  }

  override createDriver(): Driver {
    return new WriterFirstDriver(this.#database, this.#libsql);
  }
}

/**
 * A `begin` or `commit` that fails, because somebody else writes or the disk is full, must leave nothing behind. libsql does not
 * reset a prepared statement that failed, and SQLite commits nothing while one that writes is under way: what came after it
 * would be lost at the next `begin`. `exec` ends its statement whatever happens.
 */
class WriterFirstDriver extends SqliteDriver {
  readonly #libsql: Database.Database;

  constructor(database: SqliteDatabase, libsql: Database.Database) {
    super({ database });
    this.#libsql = libsql;
  }

  override async beginTransaction(): Promise<void> {
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
function reuseStatements(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare: (sql) => {
      const statement = statements.get(sql) ?? database.prepare(sql);
      statements.delete(sql);
      statements.set(sql, statement);
      const [oldest] = statements.keys();
      if (statements.size > cachedStatements && oldest !== undefined) statements.delete(oldest);
      return statement;
    },
  };
}
