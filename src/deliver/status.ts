import type { Delivery, DeliveryState } from './delivery.ts';
import type { DeliveryCounts, Journal } from './journal/journal.ts';

/** What became of an edition, by name. Plain data. */
export type EditionStatus = {
  readonly edition: string;
  readonly list: string;
  readonly frozenAt: string;
  /** When nothing of it was left to do; absent while something is. */
  readonly finishedAt?: string;
  readonly total: number;
  readonly counts: DeliveryCounts;
  /** Everyone in a state that is not `accepted`, by state, in the order of the list. */
  readonly names: readonly NamedDelivery[];
  /** How many more there are than `names` holds. */
  readonly unnamed: number;
};

export type NamedDelivery = {
  readonly address: string;
  readonly name?: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly detail?: string;
  readonly status?: string;
  /** The transport of the last try. */
  readonly server?: string;
  readonly retryAt?: string;
  readonly updatedAt: string;
};

/** The states that a reader wants to hear of first come first. */
const named: readonly DeliveryState[] = ['unknown', 'rejected', 'deferred', 'attempting', 'skipped', 'planned'];

/**
 * What the journal knows of an edition from the moment its audience is frozen, before anyone is mailed; until then undefined.
 * @param limit how many names at most
 */
export async function statusOf(
  journal: Pick<Journal, 'find' | 'counts' | 'list'>,
  edition: string,
  { limit = Number.POSITIVE_INFINITY }: { readonly limit?: number } = {},
): Promise<EditionStatus | undefined> {
  const send = await journal.find(edition);
  if (!send) return undefined;
  const counts = await journal.counts(edition);
  const names: NamedDelivery[] = [];
  for (const state of named) {
    if ((counts[state] ?? 0) === 0) continue;
    for await (const delivery of journal.list(edition, state)) {
      if (names.length >= limit) break;
      names.push(nameDelivery(delivery));
    }
  }
  const { list, frozenAt, finishedAt, total } = send;
  const notAccepted = named.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return {
    edition,
    list,
    frozenAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
    total,
    counts,
    names,
    unnamed: Math.max(0, notAccepted - names.length),
  };
}

export const nameDelivery = ({
  id,
  fields,
  firstTriedAt,
  refusedSince,
  retryAt,
  updatedAt,
  ...rest
}: Delivery): NamedDelivery => ({
  ...rest,
  updatedAt: updatedAt.toISOString(),
  ...(retryAt === undefined ? {} : { retryAt: retryAt.toISOString() }),
});
