import { writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const octets = 2 * 1024 * 1024;

/** A file that is written over and over in place and flushed after each text: the least that a record on the disk can cost. */
export class FlushedLog {
  readonly #file: FileHandle;
  #end = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Laid out to its full length beforehand: a file that grows costs more to flush. */
  static async open(path: string): Promise<FlushedLog> {
    const file = await open(path, 'w+');
    await file.write(Buffer.alloc(octets), 0, octets, 0);
    await file.sync();
    return new FlushedLog(file);
  }

  async append(text: string): Promise<void> {
    const length = Buffer.byteLength(text);
    if (this.#end + length > octets) this.#end = 0;
    const from = this.#end;
    this.#end += length;
    // In place, as SQLite writes: the page cache takes it at once.
    writeSync(this.#file.fd, text, from);
    await this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
