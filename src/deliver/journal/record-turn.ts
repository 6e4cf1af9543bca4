import type { DeliveryChange, TakeTurn } from '../../store/open-turns.ts';
import type { MeterRow } from '../../store/schema.ts';
import type { Delivery, Outcome, Waiting } from '../delivery.ts';
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
  readonly take: readonly Waiting[];
  readonly now: Date;
  /** What rates and daily limits must remember; written in the same commit. */
  readonly meters?: readonly MeterRow[];
};

/** A turn that is committed. */
export type TurnResult = {
  /** The ids of the deliveries that were taken: they are `attempting` from now on. */
  readonly taken: ReadonlySet<number>;
  /** What the journal now has of those that were settled, in their order. */
  readonly changes: readonly Change[];
  /** Resolves when the turn is on the disk. Rejects with JOURNAL_NOT_WRITTEN; then nobody knows how much of it is. */
  readonly onDisk: Promise<void>;
};

/**
 * One commit: the outcomes of earlier tries, the suppressions that follow from them, and the next deliveries taken.
 * @throws MastheadError JOURNAL_NOT_WRITTEN; then nothing of this turn is written
 */
export async function recordTurn(
  write: TakeTurn,
  { settled, take, now, meters = [] }: TurnInput,
  { retry, random }: { readonly retry: Retry; readonly random: () => number },
): Promise<TurnResult> {
  const tried = settled.map((one) => {
    const { attempts, refusedSince } = one.delivery;
    return { one, change: changeAfter(one.outcome, { attempts, refusedSince, now: one.at, retry, chance: random() }) };
  });
  const { taken, onDisk } = await guardJournal(() =>
    write({
      now: now.toISOString(),
      take: take.map(({ id }) => id),
      meters,
      changes: tried.map(({ one, change }) => changeRow(one, change)),
      suppressions: tried.flatMap(({ one: { delivery, at }, change: { suppress } }) =>
        suppress === undefined
          ? []
          : [{ address: delivery.address.toLowerCase(), reason: suppress, suppressed_at: at.toISOString() }],
      ),
    }),
  );
  return { taken, changes: tried.map(({ change }) => change), onDisk: guardJournal(() => onDisk) };
}

function changeRow({ delivery, server, at }: Settled, change: Change): DeliveryChange {
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
    address_refused_since: change.refusedSince?.address?.toISOString() ?? null,
    sender_refused_since: change.refusedSince?.sender?.toISOString() ?? null,
  };
}
