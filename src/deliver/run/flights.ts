import type { Clock } from '../../foundation/clock.ts';
import type { Outcome } from '../delivery.ts';
import type { DailyLimit } from '../limits/daily-limit.ts';
import { recipientDomain } from '../recipient-domain.ts';
import type { Transport } from '../transport/transport.ts';
import type { Lane } from './lane.ts';
import type { Lanes } from './lanes.ts';
import type { Route } from './route.ts';
import { sendByAny } from './send-by-any.ts';
import type { Taken, Turns } from './turns.ts';

/** A delivery on its way: by which route, out of which lane. */
export type Flight = {
  readonly taken: Taken;
  readonly route: Route;
  readonly lane: Lane;
  /** On which it counts where there is a warm-up. */
  readonly day: string | undefined;
};

type FlightsInput = {
  readonly routes: readonly Route[];
  readonly lanes: Pick<Lanes, 'note'>;
  readonly turns: Pick<Turns, 'settle' | 'cancel'>;
  readonly deliver: (taken: Taken, transport: Transport) => Promise<Outcome>;
  readonly clock: Clock;
  readonly daily?: DailyLimit | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called when one has come back. */
  readonly wake: () => void;
};

/** The deliveries that are on their way, and what is done with each when it comes back. */
export class Flights {
  readonly #input: FlightsInput;
  readonly #inFlight = new Map<number, Flight>();
  #fault: { readonly error: unknown } | undefined;

  constructor(input: FlightsInput) {
    this.#input = input;
  }

  get size(): number {
    return this.#inFlight.size;
  }

  has(id: number): boolean {
    return this.#inFlight.has(id);
  }

  /** A fault of ours that one of them ran into: nobody is to be taken any more. */
  get fault(): { readonly error: unknown } | undefined {
    return this.#fault;
  }

  /** Sends one on its way. */
  begin(flight: Flight): void {
    this.#inFlight.set(flight.taken.delivery.id, flight);
    void this.#deliver(flight);
  }

  /** Waits for none of them any longer: whoever may have been mailed is unknown, and the others are as they were. */
  abandonAll(): void {
    const { turns, clock, wake } = this.#input;
    const cancelled = turns.cancel();
    const outcome = { state: 'unknown', reason: 'the send was stopped while this message was on its way' } as const;
    for (const flight of [...this.#inFlight.values()]) {
      if (cancelled.has(flight.taken.delivery.id)) this.#release(flight);
      else {
        flight.route.abandon(outcome);
        this.#land(flight, outcome, clock.now());
      }
    }
    wake();
  }

  async #deliver({ taken, route }: Flight): Promise<void> {
    const { deliver, routes, clock, signal, wake } = this.#input;
    const { id } = taken.delivery;
    let outcome: Outcome;
    try {
      outcome = await sendByAny(route, {
        routes,
        clock,
        signal,
        send: (transport) => deliver(taken, transport),
        goBy: (next) => this.#goBy(id, next),
      });
    } catch (error) {
      // Nothing rejects but by a fault of ours: the run ends with it, when what is in flight has come back.
      this.#fault ??= { error };
      wake();
      outcome = { state: 'deferred', scope: 'server', stage: 'connect', reply: `not sent: ${String(error)}` };
    }
    // That he was tried is written before what came of it.
    const wasTaken = await taken.mayGo;
    // The run may have been told not to wait for it.
    const last = this.#inFlight.get(id);
    if (!last) return;
    if (wasTaken) this.#settle(last, outcome);
    else this.#release(last);
  }

  #goBy(id: number, route: Route): void {
    const flight = this.#inFlight.get(id);
    if (!flight) return;
    flight.route.giveBack();
    route.take(this.#input.clock.now());
    this.#inFlight.set(id, { ...flight, route });
  }

  #settle(flight: Flight, outcome: Outcome): void {
    const { clock, lanes, daily } = this.#input;
    const { address } = flight.taken.delivery;
    const at = clock.now();
    flight.route.settle(outcome, at, recipientDomain(address));
    lanes.note(address, outcome, at);
    if (!wentOut(outcome)) daily?.giveBack(flight.day);
    this.#land(flight, outcome, at);
  }

  /** It is on its way no more: what came of it is to be written down. */
  #land({ taken: { delivery }, route, lane }: Flight, outcome: Outcome, at: Date): void {
    this.#inFlight.delete(delivery.id);
    this.#input.turns.settle({ delivery, outcome, at, server: route.transport.name, lane });
    this.#input.wake();
  }

  /** It was taken and its message did not go: it is as it was. */
  #release({ taken: { delivery }, route, lane, day }: Flight): void {
    this.#inFlight.delete(delivery.id);
    route.giveBack();
    lane.giveBack();
    this.#input.daily?.giveBack(day);
    this.#input.wake();
  }
}

/** Whether a message may have left: before its body no server has anything of it. */
const wentOut = (outcome: Outcome): boolean =>
  outcome.state === 'accepted' ||
  outcome.state === 'unknown' ||
  (outcome.state !== 'skipped' && outcome.stage === 'body');
