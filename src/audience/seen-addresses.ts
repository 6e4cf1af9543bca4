import { hash } from 'node:crypto';

const wordsPerEntry = 3;
const bytesPerEntry = wordsPerEntry * Uint32Array.BYTES_PER_ELEMENT;

/**
 * Remembers which addresses have been seen, in 15 to 23 bytes each instead of a string's hundred: a list of a million has
 * to fit beside everything else. It keeps 96 bits of a SHA-256 of each; two addresses that agree in those do not exist.
 */
export class SeenAddresses {
  #slots = tableOf(1024);
  #size = 0;

  /** True the first time an address comes, false ever after. */
  add(key: string): boolean {
    const digest = hash('sha256', key, 'buffer');
    // A slot whose first word is 0 is free, so no entry's first word may be.
    const entry = [digest.readUInt32LE(0) || 1, digest.readUInt32LE(4), digest.readUInt32LE(8)];
    if (!this.#insert(entry)) return false;
    this.#size += 1;
    if (this.#size > this.#capacity * 0.8) this.#grow();
    return true;
  }

  /** Forgets everything, and gives its memory back at once: the next list would be read beside it until V8 gets round to it. */
  clear(): void {
    this.#slots.buffer.resize(0);
    this.#slots = tableOf(1024);
    this.#size = 0;
  }

  get #capacity(): number {
    return this.#slots.length / wordsPerEntry;
  }

  #insert(entry: ArrayLike<number>): boolean {
    const capacity = this.#capacity;
    for (let slot = (entry[1] ?? 0) % capacity; ; slot = (slot + 1) % capacity) {
      const at = slot * wordsPerEntry;
      if (this.#slots[at] === 0) {
        this.#slots.set(entry, at);
        return true;
      }
      if ([0, 1, 2].every((word) => this.#slots[at + word] === entry[word])) return false;
    }
  }

  #grow(): void {
    const old = this.#slots;
    // By half, so that a list of any length leaves little of it empty.
    this.#slots = tableOf(Math.ceil((this.#capacity * 3) / 2));
    for (let at = 0; at < old.length; at += wordsPerEntry) {
      if (old[at] !== 0) this.#insert(old.subarray(at, at + wordsPerEntry));
    }
    old.buffer.resize(0);
  }
}

/** In a buffer that can be made nothing of. */
function tableOf(entries: number): Uint32Array<ArrayBuffer> {
  const bytes = entries * bytesPerEntry;
  return new Uint32Array(new ArrayBuffer(bytes, { maxByteLength: bytes }));
}
