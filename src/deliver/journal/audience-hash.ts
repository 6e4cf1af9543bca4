import { createHash } from 'node:crypto';
import type { AudienceRow } from '../../audience/subscriber.ts';

/** The address of a row, whether it gets mail or not. */
const addressOf = (row: AudienceRow): string => (row.kind === 'subscriber' ? row.subscriber.address : row.row.address);

/**
 * Remembers in a few bytes who is on a list: the same for the same addresses in the same order. Who of them is suppressed
 * makes no difference, for a send itself suppresses some.
 */
export class AudienceHash {
  readonly #hash = createHash('sha256');
  #lines = '';

  add(row: AudienceRow): void {
    this.#lines += `${JSON.stringify(addressOf(row))}\n`;
    // Many at a time: to hand a text over takes longer than to hash it.
    if (this.#lines.length > 8192) this.#hashLines();
  }

  digest(): string {
    this.#hashLines();
    return this.#hash.digest('hex');
  }

  #hashLines(): void {
    this.#hash.update(this.#lines);
    this.#lines = '';
  }
}
