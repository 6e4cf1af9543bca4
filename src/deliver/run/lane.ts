import type { Waiting } from '../delivery.ts';
import type { Journal } from '../journal/journal.ts';
import type { TokenBucket } from '../limits/rate.ts';
import { recipientDomain } from '../recipient-domain.ts';
import type { Refusals } from './refusals.ts';

const readAhead = 200;

type Stretch = Parameters<Journal['planned']>[0];

type LaneInput = {
  readonly journal: Pick<Journal, 'planned' | 'deferred'>;
  readonly stretch: Stretch;
  readonly bucket?: TokenBucket | undefined;
  /** How many of its messages may be on their way at once. */
  readonly connections?: number | undefined;
  /** Whether its domain refuses the sender: then it waits, tries one message, or has nobody to send to in this run. */
  readonly refusals?: Refusals | undefined;
  /** Those who are on their way and still wait as far as the journal knows: they are not read again. */
  readonly taken: ReadonlySet<number>;
};

/**
 * The deliveries to one domain that has limits of its own, or to all that have none: read from the journal a stretch at
 * a time. A lane that has to wait holds no other up, and the length of the list does not show in memory.
 */
export class Lane {
  readonly #input: LaneInput;
  #ahead: Waiting[] = [];
  #after = 0;
  #allPlannedRead = false;
  /** When the next of its deferred is due, in milliseconds; none known: infinity. */
  #nextDue = Number.NEGATIVE_INFINITY;
  #inFlight = 0;
  /** Domains that have got a lane of their own since. */
  #excepted: readonly string[] = [];

  constructor(input: LaneInput) {
    this.#input = input;
  }

  /** Reads on when nothing is at hand: half of it those whose retry has come, the rest in the order of the list. */
  async fill(now: Date): Promise<void> {
    if (this.#isOver || this.#ahead.length > 0 || (this.#allPlannedRead && this.#nextDue > now.getTime())) return;
    const due = this.#nextDue <= now.getTime() ? await this.#readDue(now) : [];
    this.#ahead = [...due, ...(this.#allPlannedRead ? [] : await this.#readPlanned(readAhead - due.length))];
  }

  /** The number of its first delivery: the lane with the lowest goes first. */
  get head(): number | undefined {
    return this.#ahead[0]?.id;
  }

  /** Milliseconds until its next delivery may go; undefined when there is none, or only an outcome can change that. */
  wait(now: Date): number | undefined {
    const { refusals, connections = Number.POSITIVE_INFINITY } = this.#input;
    if (this.#isOver || this.#inFlight >= (refusals?.probing ? 1 : connections)) return undefined;
    const held = refusals?.pause(now)?.milliseconds ?? 0;
    if (this.#ahead.length > 0) return Math.max(held, this.#input.bucket?.wait(now) ?? 0);
    return Number.isFinite(this.#nextDue) ? Math.max(held, this.#nextDue - now.getTime(), 0) : undefined;
  }

  get hasRate(): boolean {
    return this.#input.bucket !== undefined;
  }

  /** When the next of its deferred is due, as far as is known. */
  get nextDue(): number | undefined {
    return !this.#isOver && Number.isFinite(this.#nextDue) ? this.#nextDue : undefined;
  }

  /** Whether somebody is due now, or may be before long without a retry. */
  hasWork(now: Date): boolean {
    return !this.#isOver && (this.#ahead.length > 0 || !this.#allPlannedRead || this.#nextDue <= now.getTime());
  }

  /** Whether anybody is left, now or for a retry. */
  get mayHaveMore(): boolean {
    return !this.#isOver && (this.#ahead.length > 0 || !this.#allPlannedRead || Number.isFinite(this.#nextDue));
  }

  /** Whether its domain makes it wait. */
  isHeld(now: Date): boolean {
    return this.#input.refusals?.pause(now) !== undefined;
  }

  /** Its domain takes nothing more in this run. */
  get #isOver(): boolean {
    return this.#input.refusals?.stopped !== undefined;
  }

  /** Leaves a domain to a lane of its own. */
  except(domain: string): void {
    this.#excepted = [...this.#excepted, domain];
    this.#ahead = this.#ahead.filter(({ address }) => recipientDomain(address) !== domain);
  }

  get #stretch(): Stretch {
    const { exceptDomains = [], ...stretch } = this.#input.stretch;
    return { ...stretch, exceptDomains: [...exceptDomains, ...this.#excepted] };
  }

  take(now: Date): Waiting | undefined {
    const delivery = this.#ahead.shift();
    if (!delivery) return undefined;
    this.#inFlight += 1;
    this.#input.bucket?.take(now);
    return delivery;
  }

  giveBack(): void {
    this.#inFlight -= 1;
  }

  settle(retryAt: Date | undefined): void {
    this.#inFlight -= 1;
    if (retryAt) this.retryLater(retryAt);
  }

  /** One of its deliveries was deferred until then. */
  retryLater(retryAt: Date): void {
    this.#nextDue = Math.min(this.#nextDue, retryAt.getTime());
  }

  async #readDue(now: Date): Promise<readonly Waiting[]> {
    const limit = readAhead / 2;
    const read = await this.#input.journal.deferred(this.#stretch, limit);
    const isDue = ({ retryAt }: Waiting): boolean => retryAt !== undefined && retryAt <= now;
    const next = read.find((delivery) => !isDue(delivery))?.retryAt?.getTime();
    this.#nextDue = next ?? (read.length === limit ? now.getTime() : Number.POSITIVE_INFINITY);
    return read.filter((delivery) => isDue(delivery) && !this.#input.taken.has(delivery.id));
  }

  async #readPlanned(limit: number): Promise<readonly Waiting[]> {
    const read = await this.#input.journal.planned(this.#stretch, { after: this.#after, limit });
    this.#allPlannedRead = read.length < limit;
    this.#after = read.at(-1)?.id ?? this.#after;
    return read.filter(({ id }) => !this.#input.taken.has(id));
  }
}
