import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import Database from 'libsql';

const cachedStatements = 100;

/**
 * Kysely over libsql. Transactions begin as writers: one that begins as a reader and writes later fails at once, without
 * waiting, when another process has written in between (SQLITE_BUSY_SNAPSHOT).
 */
export class LibsqlDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;

  constructor(file: string) {
    const database = reuseStatements(new Database(file));
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new WriterFirstDriver({ database: this.#database });
  }
}

class WriterFirstDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
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
