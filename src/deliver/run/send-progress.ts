import type { Outcome } from '../delivery.ts';
import type { DomainReport, Lanes } from './lanes.ts';
import { soonest } from './least.ts';
import type { Route, RouteReport } from './route.ts';
import type { RunTally } from './run-tally.ts';

/** Where a run is; given to whoever shows progress, once a turn. */
export type SendProgress = {
  /** How many of this run's deliveries have an outcome, and what they became. */
  readonly done: number;
  readonly total: number;
  readonly states: Readonly<Partial<Record<Outcome['state'], number>>>;
  readonly inFlight: number;
  /** Why nothing goes out at the moment. */
  readonly paused?: string;
  /** When the next of the deferred is tried again. */
  readonly nextRetry?: string;
  readonly transports: readonly RouteReport[];
  /** The domains that refuse the sender and are held back. */
  readonly domains: readonly DomainReport[];
};

/** What became of one try. */
export type SettledDelivery = {
  readonly address: string;
  readonly attempt: number;
  readonly outcome: Outcome;
  readonly server: string;
  readonly at: string;
};

type Running = {
  readonly tally: Pick<RunTally, 'done' | 'states'>;
  readonly total: number;
  readonly inFlight: number;
  readonly routes: readonly Route[];
  readonly lanes: Lanes;
};

/** How far a run has come. */
export function progressOf({ tally, total, inFlight, routes, lanes }: Running, now: Date): SendProgress {
  const transports = routes.map((route) => route.report(now));
  const domains = lanes.reports(now);
  const paused = pausedBy({ transports, domains, inFlight, lanes }, now);
  const next = soonest(
    lanes.all.map(({ nextDue }) => nextDue).filter((due) => due !== undefined && due > now.getTime()),
  );
  return {
    done: tally.done,
    total,
    states: tally.states,
    inFlight,
    transports,
    domains,
    ...(paused === undefined ? {} : { paused }),
    ...(next === undefined ? {} : { nextRetry: new Date(next).toISOString() }),
  };
}

/** Why nothing goes out: every transport waits, or everyone who could go now is at a domain that is held back. */
function pausedBy(
  {
    transports,
    domains,
    inFlight,
    lanes,
  }: Pick<SendProgress, 'transports' | 'domains' | 'inFlight'> & Pick<Running, 'lanes'>,
  now: Date,
): string | undefined {
  const waiting = transports.every(({ paused, stopped }) => paused !== undefined || stopped !== undefined);
  if (waiting) return transports.find((one) => one.paused !== undefined)?.paused;
  const working = lanes.all.filter((lane) => lane.hasWork(now));
  const held = inFlight === 0 && working.length > 0 && working.every((lane) => lane.isHeld(now));
  return held ? domains.find((one) => one.paused !== undefined)?.paused : undefined;
}
