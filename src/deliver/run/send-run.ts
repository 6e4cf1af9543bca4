import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../foundation/clock.ts';
import type { Outcome } from '../delivery.ts';
import type { Journal } from '../journal/journal.ts';
import type { TurnInput } from '../journal/record-turn.ts';
import type { Change } from '../journal/transitions.ts';
import type { DailyLimit } from '../limits/daily-limit.ts';
import type { Transport } from '../transport/transport.ts';
import { Bell } from './bell.ts';
import { Flights } from './flights.ts';
import type { DomainReport, Lanes } from './lanes.ts';
import { least, soonest } from './least.ts';
import type { Route, RouteReport } from './route.ts';
import { RunTally } from './run-tally.ts';
import { progressOf, type SendProgress, type SettledDelivery } from './send-progress.ts';
import { type LaneOutcome, type Taken, Turns } from './turns.ts';

export type RunInput = {
  readonly total: number;
  readonly routes: readonly Route[];
  readonly lanes: Lanes;
  readonly deliver: (taken: Taken, transport: Transport) => Promise<Outcome>;
  readonly journal: Pick<Journal, 'turn' | 'gathering'>;
  readonly clock: Clock;
  /** Stay until nobody is deferred any more. */
  readonly wait: boolean;
  /** The moment from which nobody else is taken. */
  readonly until?: Date | undefined;
  readonly daily?: DailyLimit | undefined;
  /** What rates must remember. */
  readonly meters: () => NonNullable<TurnInput['meters']>;
  /** When aborted, nobody else is taken; what is in flight is finished and written down. */
  readonly signal?: AbortSignal | undefined;
  /** When aborted, what is in flight is written down as unknown, and the run ends. */
  readonly abandon?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SendProgress) => void) | undefined;
  readonly onSettled?: ((settled: SettledDelivery) => void) | undefined;
};

export type RunResult = {
  readonly states: SendProgress['states'];
  /** Why every transport stopped, or every domain that was left. */
  readonly stopped: string | undefined;
  /** Why the rest was left for a later run. */
  readonly left: string | undefined;
  readonly transports: readonly RouteReport[];
  readonly domains: readonly DomainReport[];
};

/**
 * Sends until nothing is left to do. Whoever the routes and lanes let go is taken and on the way at once; the turns see to it that
 * no message goes out before its delivery is `attempting` on disk, and that nobody else is.
 */
export class SendRun {
  readonly #input: RunInput;
  readonly #bell = new Bell();
  readonly #tally = new RunTally();
  readonly #turns: Turns;
  readonly #flights: Flights;
  #wasReported = false;
  #left: string | undefined;
  #fault: { readonly error: unknown } | undefined;

  constructor(input: RunInput) {
    this.#input = input;
    const wake = (): void => this.#bell.ring();
    this.#turns = new Turns({ ...input, onWritten: (outcome, change) => this.#note(outcome, change), wake });
    this.#flights = new Flights({ ...input, turns: this.#turns, wake });
  }

  /** @throws MastheadError JOURNAL_NOT_WRITTEN, or a fault of ours, once everything in flight has come back */
  async run(): Promise<RunResult> {
    const { signal, abandon, clock, routes, lanes } = this.#input;
    const wake = (): void => this.#bell.ring();
    const giveUp = (): void => this.#flights.abandonAll();
    signal?.addEventListener('abort', wake);
    abandon?.addEventListener('abort', giveUp);
    try {
      await this.#sendAll();
    } catch (error) {
      await this.#drain();
      throw error;
    } finally {
      signal?.removeEventListener('abort', wake);
      abandon?.removeEventListener('abort', giveUp);
    }
    const transports = routes.map((route) => route.report(clock.now()));
    const domains = lanes.reports(clock.now());
    const stopped = this.#stopped ?? domains.find((one) => one.stopped !== undefined)?.stopped;
    return { states: this.#tally.states, stopped, left: this.#left, transports, domains };
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      // Outcomes that come together are seen together.
      await setImmediate();
      const fault = this.#fault ?? this.#flights.fault ?? this.#turns.fault;
      if (fault) throw fault.error;
      await this.#takeWhoMayGo();
      if (await this.#turns.writeWhenDue(this.#flights.size)) this.#report();
      else if (this.#flights.size === 0 && this.#turns.isIdle && this.#isOver()) return;
      else {
        // Before its first turn nothing else says what it waits for.
        if (!this.#wasReported) this.#report();
        await this.#wait();
      }
    }
  }

  /** Takes whoever may go now: the lane that is furthest behind in the list, by the route that has had the least of its share. */
  async #takeWhoMayGo(): Promise<void> {
    const { routes, lanes, clock, daily } = this.#input;
    lanes.holdBack(clock.now());
    for (;;) {
      const now = clock.now();
      for (const lane of lanes.all) await lane.fill(now);
      // Only now: the run may have been told to stop while it read.
      if (this.#isHalted(now)) return;
      // What is taken while the disk is waited for would leave all at once: where there is a rate, nobody is.
      const waiting = this.#turns.isFlushing;
      const route = least(
        routes.filter((one) => one.wait(now) === 0 && !(waiting && one.hasRate)),
        ({ load }) => load,
      );
      if (!route) return;
      const lane = least(
        lanes.all.filter((one) => one.head !== undefined && one.wait(now) === 0 && !(waiting && one.hasRate)),
        ({ head }) => head ?? 0,
      );
      if (lane && this.#isDayFull(now)) {
        // Whoever is on the way may leave his place to another: what is refused before its body does not count.
        if (this.#flights.size === 0) this.#left = `the warm-up lets no more out on ${daily?.day}`;
        return;
      }
      const delivery = lane?.take(now);
      if (!lane || !delivery) return;
      // Whatever was read, each delivery is on its way once.
      if (this.#flights.has(delivery.id)) {
        lane.giveBack();
        continue;
      }
      lanes.took(delivery.id);
      route.take(now);
      daily?.take(now);
      this.#flights.begin({ taken: this.#turns.take(delivery), route, lane, day: daily?.day });
    }
  }

  /** The journal has the last word: whoever was put off for long enough is given up. */
  #note({ delivery, outcome, at, server }: LaneOutcome, { state, detail }: Change): void {
    this.#tally.count(delivery.id, state);
    const isGivenUp = outcome.state === 'deferred' && state === 'rejected';
    const told = isGivenUp ? { ...outcome, state, reply: detail } : outcome;
    const { address, attempts: attempt } = delivery;
    this.#tell({ address, attempt, outcome: told, server, at: at.toISOString() });
  }

  #tell(settled: SettledDelivery): void {
    try {
      this.#input.onSettled?.(settled);
    } catch (error) {
      this.#fault ??= { error };
    }
  }

  get #stopped(): string | undefined {
    const { routes } = this.#input;
    return routes.every(({ stopped }) => stopped !== undefined) ? routes.at(-1)?.stopped : undefined;
  }

  /** Whether the warm-up lets nobody else out today, as things are. */
  #isDayFull(now: Date): boolean {
    return this.#input.daily?.left(now) === 0;
  }

  /** Whether nobody else is taken in this run. */
  #isHalted(now: Date): boolean {
    const { signal, abandon, until, lanes } = this.#input;
    if (until && now >= until && this.#left === undefined && lanes.all.some((lane) => lane.mayHaveMore)) {
      this.#left = `it is ${until.toISOString()}, and nobody is taken after that`;
    }
    const stopping = signal?.aborted || abandon?.aborted;
    return stopping === true || this.#left !== undefined || this.#stopped !== undefined;
  }

  #isOver(): boolean {
    const { clock, lanes, wait } = this.#input;
    const now = clock.now();
    if (this.#isHalted(now)) return true;
    return !lanes.all.some((lane) => (wait ? lane.mayHaveMore : lane.hasWork(now)));
  }

  /** Waits for the next outcome, or for the moment when somebody may go; a turn that reaches the disk rings too. */
  async #wait(): Promise<void> {
    if (this.#turns.isFlushing) return this.#bell.wait();
    const milliseconds = this.#untilMore();
    return milliseconds === undefined ? this.#bell.wait() : this.#sleep(milliseconds);
  }

  /** Waits for so long, or for the next outcome. */
  async #sleep(milliseconds: number): Promise<void> {
    const sleeping = new AbortController();
    // The sleep rejects when the bell wakes the run before it is over.
    const slept = this.#input.clock.sleep(milliseconds, sleeping.signal).catch(() => undefined);
    await Promise.race([this.#bell.wait(sleeping.signal), slept]);
    sleeping.abort();
  }

  /** Milliseconds until more may be taken; undefined when only an outcome can make room. */
  #untilMore(): number | undefined {
    const { clock, routes, lanes, until } = this.#input;
    const now = clock.now();
    if (this.#isHalted(now) || (this.#flights.size > 0 && this.#isDayFull(now))) return undefined;
    const route = soonest(routes.map((one) => one.wait(now)));
    const lane = soonest(lanes.all.map((one) => one.wait(now)));
    if (route === undefined || lane === undefined) return undefined;
    const untilEnd = until ? until.getTime() - now.getTime() : Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(Math.max(route, lane), untilEnd, longestSleep));
  }

  /** Waits for what is in flight and writes down what it can: whatever it cannot is found `attempting`, and unknown. */
  async #drain(): Promise<void> {
    await this.#turns.write().catch(() => undefined);
    while (this.#flights.size > 0) await this.#bell.wait();
    await this.#turns.write().catch(() => undefined);
  }

  #report(): void {
    const { onProgress, total, clock, routes, lanes } = this.#input;
    this.#wasReported = true;
    onProgress?.(progressOf({ tally: this.#tally, total, inFlight: this.#flights.size, routes, lanes }, clock.now()));
  }
}

/** A machine that slept, or whose clock was set, is noticed within this time. */
const longestSleep = 60_000;
