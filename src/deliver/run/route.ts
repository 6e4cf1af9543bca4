import type { Outcome } from '../delivery.ts';
import type { TokenBucket } from '../limits/rate.ts';
import type { Transport } from '../transport/transport.ts';
import { ServerTrouble } from './server-trouble.ts';

type Tally = Partial<Record<Outcome['state'], number>>;

/** How one of several transports does; plain data. */
export type RouteReport = {
  readonly name: string;
  /** What came of the tries over it in this run. */
  readonly states: Readonly<Tally>;
  /** Why it waits. */
  readonly paused?: string;
  /** Why it takes no more messages in this run; the others carry on for it. */
  readonly stopped?: string;
  /** What its trouble was, when nothing has gone through it since. */
  readonly failed?: string;
};

type RouteInput = { readonly transport: Transport; readonly weight: number; readonly bucket?: TokenBucket | undefined };

/** A transport within a run: its share of the messages, its rate, its connections, its troubles. */
export class Route {
  readonly transport: Transport;
  readonly #weight: number;
  readonly #bucket: TokenBucket | undefined;
  readonly #trouble = new ServerTrouble();
  readonly #states: Tally = {};
  #inFlight = 0;
  #taken = 0;

  constructor({ transport, weight, bucket }: RouteInput) {
    this.transport = transport;
    this.#weight = weight;
    this.#bucket = bucket;
  }

  /** Milliseconds until it takes a message; 0 when it does now, undefined when only an outcome can change that. */
  wait(now: Date): number | undefined {
    const most = this.#trouble.probing ? 1 : this.transport.connections;
    if (this.stopped !== undefined || this.#inFlight >= most) return undefined;
    return this.delay(now);
  }

  /** Milliseconds until its rate and its troubles let it take a message, however many are on their way. */
  delay(now: Date): number {
    return Math.max(this.#trouble.pause(now)?.milliseconds ?? 0, this.#bucket?.wait(now) ?? 0);
  }

  get hasRate(): boolean {
    return this.#bucket !== undefined;
  }

  /** How much it has had of its share: the one with the least is next. */
  get load(): number {
    return this.#taken / this.#weight;
  }

  take(now: Date): void {
    this.#inFlight += 1;
    this.#taken += 1;
    this.#bucket?.take(now);
  }

  /** What was taken was not sent after all. */
  giveBack(): void {
    this.#inFlight -= 1;
    this.#taken -= 1;
  }

  /** @param domain the recipient's */
  settle(outcome: Outcome, at: Date, domain: string): void {
    this.#count(outcome);
    this.#trouble.note(outcome, at, domain);
  }

  /** What was on its way is not waited for any longer, which is no fault of the server's. */
  abandon(outcome: Outcome): void {
    this.#count(outcome);
  }

  /** Takes note of a trouble that no message ran into. */
  note(outcome: Outcome, at: Date): void {
    this.#trouble.note(outcome, at);
  }

  #count({ state }: Outcome): void {
    this.#inFlight -= 1;
    this.#states[state] = (this.#states[state] ?? 0) + 1;
  }

  get stopped(): string | undefined {
    return this.#trouble.stopped;
  }

  report(now: Date): RouteReport {
    const paused = this.#trouble.pause(now)?.reason;
    return {
      name: this.transport.name,
      states: { ...this.#states },
      ...(this.stopped !== undefined ? { stopped: this.stopped } : paused !== undefined ? { paused } : {}),
      ...(this.#trouble.lasting === undefined ? {} : { failed: this.#trouble.lasting }),
    };
  }
}
