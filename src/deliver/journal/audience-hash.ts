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

  add(row: AudienceRow): void {
    this.#hash.update(`${JSON.stringify(addressOf(row))}\n`);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
