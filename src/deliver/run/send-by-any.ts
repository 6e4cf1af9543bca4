import type { Clock } from '../../foundation/clock.ts';
import type { Outcome } from '../delivery.ts';
import type { Transport } from '../transport/transport.ts';
import type { Route } from './route.ts';

type Ways = {
  readonly routes: readonly Route[];
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly send: (transport: Transport) => Promise<Outcome>;
  /** Called when the message goes by another route from now on. */
  readonly goBy: (route: Route) => void;
};

/** An address that a transport cannot take at all (SMTPUTF8) goes by the next that can, as soon as that may send. */
export async function sendByAny(first: Route, { routes, clock, signal, send, goBy }: Ways): Promise<Outcome> {
  let stopped: Route | undefined;
  let outcome = await send(first.transport);
  for (const next of routes.filter((one) => one !== first)) {
    if (outcome.state !== 'skipped') break;
    while (!signal?.aborted && next.stopped === undefined && next.delay(clock.now()) > 0) {
      await clock.sleep(next.delay(clock.now()), signal).catch(() => undefined);
    }
    if (next.stopped !== undefined) {
      stopped = next;
      continue;
    }
    if (signal?.aborted) return notTried(`stopped before ${next.transport.name} was tried`);
    goBy(next);
    outcome = await send(next.transport);
  }
  if (outcome.state !== 'skipped' || stopped?.stopped === undefined) return outcome;
  // Whether that one would have taken the address is for a run to find out in which it takes messages.
  goBy(stopped);
  return notTried(stopped.stopped);
}

const notTried = (reply: string): Outcome => ({
  state: 'deferred',
  scope: 'server',
  stage: 'connect',
  reply,
  nextRun: true,
});
