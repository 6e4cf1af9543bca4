import { hash } from 'node:crypto';

const wordsPerEntry = 3;

/**
 * Remembers which addresses have been seen, in 20 bytes or so each instead of a string's hundred: a list of a million has
 * to fit beside everything else. It keeps 96 bits of a SHA-256 of each; two addresses that agree in those do not exist.
 */
export class SeenAddresses {
  #slots = new Uint32Array(1024 * wordsPerEntry);
  #size = 0;

  /** True the first time an address comes, false ever after. */
  add(key: string): boolean {
    const digest = hash('sha256', key, 'buffer');
    // A slot whose first word is 0 is free, so no entry's first word may be.
    const entry = [digest.readUInt32LE(0) || 1, digest.readUInt32LE(4), digest.readUInt32LE(8)];
    if (!this.#insert(entry)) return false;
    this.#size += 1;
    if (this.#size * 1.25 > this.#slots.length / wordsPerEntry) this.#grow();
    return true;
  }

  #insert(entry: ArrayLike<number>): boolean {
    const capacity = this.#slots.length / wordsPerEntry;
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
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += wordsPerEntry) {
      if (old[at] !== 0) this.#insert(old.subarray(at, at + wordsPerEntry));
    }
  }
}
