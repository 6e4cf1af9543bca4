import {
  type CompiledQuery,
  type Driver,
  type Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import Database from 'libsql';
import type { Schema } from './schema.ts';

/** More than a send asks again and again. */
const cachedStatements = 100;

/** Carries out a query that changes rows, at once; gives how many there were. */
export type RunQuery = (query: CompiledQuery) => number;

/**
 * Kysely over libsql. Transactions begin as writers: one that begins as a reader and writes later fails at once, without
 * waiting, when another process has written in between (SQLITE_BUSY_SNAPSHOT).
 */
export class LibsqlDialect extends SqliteDialect {
  readonly #libsql: Database.Database;
  readonly #statements: Statements;
  /** Whether commits wait for the disk now. */
  #waiting = true;

  constructor(file: string) {
    const libsql = new Database(file);
    const statements = new Statements(libsql, () => this.#waitForDisk(true));
    super({ database: statements });
    this.#libsql = libsql;
    this.#statements = statements;
  }

  override createDriver(): Driver {
    return new WriterFirstDriver(this.#statements, this.#libsql, () => this.#waitForDisk(true));
  }

  /**
   * A transaction in one go, without the promises that Kysely has for each query. Its commit waits for the disk, or does not
   * (synchronous NORMAL, in WAL mode): then it is in the log, whole, and on the disk once the log has been flushed. Nothing else has
   * the connection meanwhile, and all other commits wait for the disk as ever.
   */
  readonly write = <Result>(
    db: Kysely<Schema>,
    work: (run: RunQuery) => Result,
    { waiting }: { readonly waiting: boolean },
  ): Promise<Result> =>
    db.connection().execute(async () => {
      this.#waitForDisk(waiting);
      try {
        this.#libsql.exec('begin immediate');
        const result = work(({ sql, parameters }) => Number(this.#statements.get(sql).run(parameters).changes));
        this.#libsql.exec('commit');
        return result;
      } catch (error) {
        if (this.#libsql.inTransaction) this.#libsql.exec('rollback');
        throw error;
      }
    });

  /** Set only when it has to be another: one turn follows the other, and each setting is a statement. */
  #waitForDisk(waiting: boolean): void {
    if (this.#waiting === waiting) return;
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

  constructor(database: Statements, libsql: Database.Database, beforehand: () => void) {
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
class Statements implements SqliteDatabase {
  readonly #database: Database.Database;
  readonly #beforehand: () => void;
  readonly #latest = new Map<string, SqliteStatement>();

  /** @param beforehand called before Kysely gets a statement */
  constructor(database: Database.Database, beforehand: () => void) {
    this.#database = database;
    this.#beforehand = beforehand;
  }

  close(): void {
    this.#latest.clear();
    this.#database.close();
  }

  prepare(sql: string): SqliteStatement {
    this.#beforehand();
    return this.get(sql);
  }

  get(sql: string): SqliteStatement {
    const statement = this.#latest.get(sql) ?? this.#database.prepare(sql);
    this.#latest.delete(sql);
    this.#latest.set(sql, statement);
    const [oldest] = this.#latest.keys();
    if (this.#latest.size > cachedStatements && oldest !== undefined) this.#latest.delete(oldest);
    return statement;
  }
}
