import { setImmediate as otherReplies } from 'node:timers/promises';
import type { Clock } from '../foundation/clock.ts';
import { Bell } from './bell.ts';
import type { Delivery, Outcome } from './delivery.ts';
import type { Journal } from './journal/journal.ts';
import type { Settled } from './journal/record-turn.ts';
import type { TokenBucket } from './rate.ts';
import { ServerTrouble } from './server-trouble.ts';

/** Where a run is; given to whoever shows progress, once a turn. */
export type SendProgress = {
  /** How many of this run's deliveries have an outcome, and what they became. */
  readonly done: number;
  readonly total: number;
  readonly states: Readonly<Partial<Record<Outcome['state'], number>>>;
  readonly inFlight: number;
  /** Why nothing goes out at the moment. */
  readonly paused?: string;
};

export type RunInput = {
  readonly edition: string;
  readonly total: number;
  readonly connections: number;
  readonly deliver: (delivery: Delivery) => Promise<Outcome>;
  readonly journal: Pick<Journal, 'turn'>;
  readonly clock: Clock;
  readonly bucket?: TokenBucket | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SendProgress) => void) | undefined;
};

/**
 * Sends until nothing is left that is due. A turn writes down the outcomes that came in and takes as many deliveries as
 * there are free connections, in one commit: whoever is in flight is `attempting` on disk, and nobody else is.
 */
export class SendRun {
  readonly #input: RunInput;
  readonly #trouble = new ServerTrouble();
  readonly #bell = new Bell();
  readonly #states: Partial<Record<Outcome['state'], number>> = {};
  #inFlight = 0;
  #settled: readonly Settled[] = [];
  /** Whether anyone else was due when the journal was last asked. */
  #more = true;

  constructor(input: RunInput) {
    this.#input = input;
  }

  /** @throws MastheadError JOURNAL_NOT_WRITTEN, once everything in flight has come back */
  async run(): Promise<{ readonly states: SendProgress['states']; readonly stopped: string | undefined }> {
    const wake = (): void => this.#bell.ring();
    this.#input.signal?.addEventListener('abort', wake);
    try {
      await this.#takeTurns();
    } catch (error) {
      await this.#drain();
      throw error;
    } finally {
      this.#input.signal?.removeEventListener('abort', wake);
    }
    return { states: this.#states, stopped: this.#trouble.stopped };
  }

  async #takeTurns(): Promise<void> {
    for (;;) {
      const room = this.#room();
      if ((room > 0 && this.#more) || this.#settled.length > 0) await this.#turn(room);
      const nothingToTake = this.#halted || !this.#more;
      if (this.#settled.length > 0) continue;
      if (this.#inFlight === 0 && nothingToTake) return;
      await this.#wait(nothingToTake ? undefined : this.#untilRoom());
      // Replies that came in together share a commit: without this each would have one, and the disk would set the pace.
      await otherReplies();
    }
  }

  async #turn(take: number): Promise<void> {
    const { edition, journal, clock, bucket } = this.#input;
    const settled = this.#settled;
    const { taken, more } = await journal.turn({ edition, settled, take, now: clock.now() });
    this.#settled = this.#settled.slice(settled.length);
    this.#more = more;
    bucket?.take(taken.length);
    for (const delivery of taken) void this.#deliver(delivery);
    this.#report();
  }

  async #deliver(delivery: Delivery): Promise<void> {
    this.#inFlight += 1;
    const outcome = await this.#input.deliver(delivery);
    const at = this.#input.clock.now();
    this.#inFlight -= 1;
    this.#trouble.note(outcome, at);
    this.#states[outcome.state] = (this.#states[outcome.state] ?? 0) + 1;
    this.#settled = [...this.#settled, { delivery, outcome, at }];
    this.#bell.ring();
  }

  get #halted(): boolean {
    return this.#input.signal?.aborted === true || this.#trouble.stopped !== undefined;
  }

  /** How many connections are free; after trouble, one message goes first. */
  get #free(): number {
    return (this.#trouble.probing ? 1 : this.#input.connections) - this.#inFlight;
  }

  /** How many deliveries may be taken now. */
  #room(): number {
    const now = this.#input.clock.now();
    if (this.#halted || this.#trouble.pause(now)) return 0;
    return Math.max(0, Math.min(this.#free, this.#input.bucket?.available(now) ?? this.#free));
  }

  /** Milliseconds until more may be taken; undefined when only an outcome can make room. */
  #untilRoom(): number | undefined {
    if (this.#halted || this.#free <= 0) return undefined;
    const pause = this.#trouble.pause(this.#input.clock.now())?.milliseconds ?? 0;
    return Math.max(pause, this.#input.bucket?.wait() ?? 0);
  }

  /** Waits for the next outcome, but no longer than so many milliseconds. */
  async #wait(milliseconds: number | undefined): Promise<void> {
    if (milliseconds === undefined) return this.#bell.wait();
    const sleeping = new AbortController();
    // The sleep rejects when the bell wakes the run before it is over.
    const slept = this.#input.clock.sleep(milliseconds, sleeping.signal).catch(() => undefined);
    await Promise.race([this.#bell.wait(), slept]);
    sleeping.abort();
  }

  /** Waits for what is in flight and writes down what it can: whatever it cannot is found `attempting`, and unknown. */
  async #drain(): Promise<void> {
    while (this.#inFlight > 0) await this.#bell.wait();
    const { edition, journal, clock } = this.#input;
    await journal.turn({ edition, settled: this.#settled, take: 0, now: clock.now() }).catch(() => undefined);
  }

  #report(): void {
    const { onProgress, total, clock } = this.#input;
    const done = Object.values(this.#states).reduce((sum, count) => sum + count, 0);
    const paused = this.#trouble.pause(clock.now())?.reason;
    onProgress?.({
      done,
      total,
      states: { ...this.#states },
      inFlight: this.#inFlight,
      ...(paused === undefined ? {} : { paused }),
    });
  }
}
