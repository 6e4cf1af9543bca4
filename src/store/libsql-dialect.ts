import { CompiledQuery, type DatabaseConnection, type Driver, SqliteDialect, SqliteDriver } from 'kysely';
import Database from 'libsql';

/**
 * Kysely over libsql. Transactions begin as writers: one that begins as a reader and writes later fails at once, without
 * waiting, when another process has written in between (SQLITE_BUSY_SNAPSHOT).
 */
export class LibsqlDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(file: string) {
    const database = new Database(file);
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
