import type { Outcome } from './delivery.ts';
import type { DeliveryCounts, Journal } from './journal/journal.ts';
import type { DomainReport } from './run/lanes.ts';
import type { RouteReport } from './run/route.ts';
import { type NamedDelivery, statusOf } from './status.ts';

/** How a run ended. Plain data. */
export type SendSummary = {
  readonly edition: string;
  /** How many deliveries had which outcome in this run. */
  readonly thisRun: Readonly<Partial<Record<Outcome['state'], number>>>;
  /** How many of the edition's deliveries are in which state, all runs together. */
  readonly counts: DeliveryCounts;
  /** Everyone who was not accepted, but for those that were not yet tried; the first thousand. */
  readonly names: readonly NamedDelivery[];
  readonly unnamed: number;
  readonly interrupted: boolean;
  /** Why the run ended early, in the server's words. */
  readonly stopped?: string;
  /** Why the run left the rest for a later one, in a sentence. */
  readonly left?: string;
  /** How each transport did. */
  readonly transports: readonly RouteReport[];
  /** The domains that refused the sender and were held back in the end. */
  readonly domains: readonly DomainReport[];
  readonly milliseconds: number;
};

export async function summarise(
  journal: Pick<Journal, 'find' | 'counts' | 'list'>,
  run: {
    readonly edition: string;
    readonly states: SendSummary['thisRun'];
    readonly stopped: string | undefined;
    readonly left: string | undefined;
    readonly transports: readonly RouteReport[];
    readonly domains: readonly DomainReport[];
    readonly interrupted: boolean;
    readonly started: Date;
    readonly ended: Date;
  },
): Promise<SendSummary> {
  const status = await statusOf(journal, run.edition, { limit: 1000 });
  const names = (status?.names ?? []).filter(({ state }) => state !== 'planned');
  const { planned: _, accepted: __, ...notAccepted } = status?.counts ?? {};
  return {
    edition: run.edition,
    thisRun: run.states,
    counts: status?.counts ?? {},
    names,
    unnamed: Object.values(notAccepted).reduce((sum, count) => sum + count, 0) - names.length,
    interrupted: run.interrupted,
    ...(run.stopped === undefined ? {} : { stopped: run.stopped }),
    ...(run.left === undefined ? {} : { left: run.left }),
    transports: run.transports,
    domains: run.domains,
    milliseconds: run.ended.getTime() - run.started.getTime(),
  };
}
