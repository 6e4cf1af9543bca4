import type { Delivery } from './delivery.ts';
import type { Journal } from './journal/journal.ts';
import type { TokenBucket } from './rate.ts';

const readAhead = 200;

type Stretch = Parameters<Journal['planned']>[0];

type LaneInput = {
  readonly journal: Pick<Journal, 'planned' | 'deferred'>;
  readonly stretch: Stretch;
  readonly bucket?: TokenBucket | undefined;
  /** How many of its messages may be on their way at once. */
  readonly connections?: number | undefined;
};

/**
 * The deliveries to one domain that has limits of its own, or to all that have none: read from the journal a stretch at
 * a time. A lane that has to wait holds no other up, and the length of the list does not show in memory.
 */
export class Lane {
  readonly #input: LaneInput;
  #ahead: Delivery[] = [];
  #after = 0;
  #allPlannedRead = false;
  /** When the next of its deferred is due, in milliseconds; none known: infinity. */
  #nextDue = Number.NEGATIVE_INFINITY;
  #inFlight = 0;
  /** Taken in this turn: until it is written down the journal still has them as due. */
  readonly #chosen = new Set<number>();

  constructor(input: LaneInput) {
    this.#input = input;
  }

  /** Reads on when nothing is at hand: half of it those whose retry has come, the rest in the order of the list. */
  async fill(now: Date): Promise<void> {
    if (this.#ahead.length > 0 || (this.#allPlannedRead && this.#nextDue > now.getTime())) return;
    const due = this.#nextDue <= now.getTime() ? await this.#readDue(now) : [];
    this.#ahead = [...due, ...(this.#allPlannedRead ? [] : await this.#readPlanned(readAhead - due.length))];
  }

  /** The number of its first delivery: the lane with the lowest goes first. */
  get head(): number | undefined {
    return this.#ahead[0]?.id;
  }

  /** Milliseconds until its next delivery may go; undefined when there is none, or only an outcome can change that. */
  wait(now: Date): number | undefined {
    if (this.#inFlight >= (this.#input.connections ?? Number.POSITIVE_INFINITY)) return undefined;
    if (this.#ahead.length > 0) return this.#input.bucket?.wait(now) ?? 0;
    return Number.isFinite(this.#nextDue) ? Math.max(0, this.#nextDue - now.getTime()) : undefined;
  }

  /** When its next retry is due; undefined when it has others to send, or none to retry. */
  get nextRetry(): number | undefined {
    return this.#ahead.length === 0 && Number.isFinite(this.#nextDue) ? this.#nextDue : undefined;
  }

  /** Whether somebody is due now, or may be before long without a retry. */
  hasWork(now: Date): boolean {
    return this.#ahead.length > 0 || !this.#allPlannedRead || this.#nextDue <= now.getTime();
  }

  /** Whether anybody is left, now or for a retry. */
  get mayHaveMore(): boolean {
    return this.#ahead.length > 0 || !this.#allPlannedRead || Number.isFinite(this.#nextDue);
  }

  take(now: Date): Delivery | undefined {
    const delivery = this.#ahead.shift();
    if (!delivery) return undefined;
    this.#inFlight += 1;
    this.#chosen.add(delivery.id);
    this.#input.bucket?.take(now);
    return delivery;
  }

  /** The turn is in the journal: what it took is due no more. */
  turned(): void {
    this.#chosen.clear();
  }

  giveBack(): void {
    this.#inFlight -= 1;
  }

  settle(retryAt: Date | undefined): void {
    this.#inFlight -= 1;
    if (retryAt) this.#nextDue = Math.min(this.#nextDue, retryAt.getTime());
  }

  async #readDue(now: Date): Promise<readonly Delivery[]> {
    const limit = readAhead / 2;
    const read = await this.#input.journal.deferred(this.#input.stretch, limit);
    const isDue = ({ retryAt }: Delivery): boolean => retryAt !== undefined && retryAt <= now;
    const next = read.find((delivery) => !isDue(delivery))?.retryAt?.getTime();
    this.#nextDue = next ?? (read.length === limit ? now.getTime() : Number.POSITIVE_INFINITY);
    return read.filter((delivery) => isDue(delivery) && !this.#chosen.has(delivery.id));
  }

  async #readPlanned(limit: number): Promise<readonly Delivery[]> {
    const read = await this.#input.journal.planned(this.#input.stretch, { after: this.#after, limit });
    this.#allPlannedRead = read.length < limit;
    this.#after = read.at(-1)?.id ?? this.#after;
    return read;
  }
}
