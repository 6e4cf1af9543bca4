import { type FileHandle, open } from 'node:fs/promises';

/**
 * Brings a database's log to the disk, beside the thread that asks for it. What was committed before the call is on the disk when
 * its promise resolves: a commit in WAL mode is in the log, and a checkpoint flushes the log before it leaves it.
 * https://www.sqlite.org/wal.html
 */
export class LogFlusher {
  readonly #log: string;
  #handle: FileHandle | undefined;

  /** @param file the database */
  constructor(file: string) {
    this.#log = `${file}-wal`;
  }

  async flush(): Promise<void> {
    // Kept open: the file is the same for as long as anybody has the database open.
    this.#handle ??= await open(this.#log, 'r+');
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}
