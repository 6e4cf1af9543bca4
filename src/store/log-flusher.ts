import { type FileHandle, open } from 'node:fs/promises';

/**
 * Brings a database's log to the disk, beside the thread that asks for it. What was committed before the call is on the disk when
 * its promise resolves: a commit in WAL mode is in the log, and a checkpoint flushes the log before it leaves it.
 * https://www.sqlite.org/wal.html
 */
export class LogFlusher {
  readonly #log: string;
  #handle: Promise<FileHandle> | undefined;

  /** @param file the database */
  constructor(file: string) {
    this.#log = `${file}-wal`;
  }

  async flush(): Promise<void> {
    // Kept open: the file is the same for as long as anybody has the database open.
    this.#handle ??= open(this.#log, 'r+');
    await (await this.#handle).datasync();
  }

  async close(): Promise<void> {
    const handle = await this.#handle?.catch(() => undefined);
    await handle?.close();
  }
}
