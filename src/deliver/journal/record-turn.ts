import type { DeliveryChange, TakeTurn } from '../../store/open-turns.ts';
import type { MeterRow } from '../../store/schema.ts';
import type { Delivery, Outcome } from '../delivery.ts';
import { guardJournal } from './guard-journal.ts';
import type { Retry } from './retry.ts';
import { type Change, changeAfter, nextStates } from './transitions.ts';

/** A delivery that was tried, what came of it, when, and by which transport. */
export type Settled = {
  readonly delivery: Delivery;
  readonly outcome: Outcome;
  readonly at: Date;
  readonly server?: string | undefined;
};

export type TurnInput = {
  readonly settled: readonly Settled[];
  readonly take: readonly Delivery[];
  readonly now: Date;
  /** What rates and daily limits must remember; written in the same commit. */
  readonly meters?: readonly MeterRow[];
};

/** The deliveries that were taken, `attempting` on disk, and what the journal now has of those that were settled. */
export type TurnResult = { readonly taken: readonly Delivery[]; readonly changes: readonly Change[] };

/**
 * One commit: the outcomes of earlier tries, the suppressions that follow from them, and the next deliveries taken.
 * @throws MastheadError JOURNAL_NOT_WRITTEN; then nothing of this turn is written
 */
export async function recordTurn(
  write: TakeTurn,
  { settled, take, now, meters = [] }: TurnInput,
  { retry, random }: { readonly retry: Retry; readonly random: () => number },
): Promise<TurnResult> {
  const changed = settled.map((one) => {
    const { attempts, firstTriedAt = one.at } = one.delivery;
    return {
      ...one,
      change: changeAfter(one.outcome, { attempts, firstTriedAt, now: one.at, retry, chance: random() }),
    };
  });
  const taken = await guardJournal(() =>
    write({
      now: now.toISOString(),
      take: take.map(({ id }) => id),
      meters,
      changes: changed.map(changeRow),
      suppressions: changed.flatMap(({ delivery, change, at }) =>
        change.suppress === undefined
          ? []
          : [{ address: delivery.address.toLowerCase(), reason: change.suppress, suppressed_at: at.toISOString() }],
      ),
    }),
  );
  return {
    taken: take.filter(({ id }) => taken.has(id)).map((delivery) => takeDelivery(delivery, now)),
    changes: changed.map(({ change }) => change),
  };
}

const takeDelivery = (delivery: Delivery, now: Date): Delivery => ({
  ...delivery,
  state: 'attempting',
  attempts: delivery.attempts + 1,
  firstTriedAt: delivery.firstTriedAt ?? now,
  updatedAt: now,
});

function changeRow({ delivery, change, server, at }: Settled & { readonly change: Change }): DeliveryChange {
  if (!nextStates(delivery.state).includes(change.state)) {
    throw new Error(`A delivery does not go from ${delivery.state} to ${change.state}.`);
  }
  return {
    id: delivery.id,
    state: change.state,
    attempts: change.attempts,
    detail: change.detail,
    status: change.status ?? null,
    server: server ?? null,
    retry_at: change.retryAt?.toISOString() ?? null,
    updated_at: at.toISOString(),
  };
}
