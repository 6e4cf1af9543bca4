import { MastheadError } from '../../foundation/masthead-error.ts';
import type { Store } from '../../store/open-store.ts';
import { type DeliveryChange, takeTurn } from '../../store/take-turn.ts';
import type { Delivery, Outcome } from '../delivery.ts';
import { readDelivery } from './delivery-row.ts';
import { type Change, changeAfter, nextStates } from './transitions.ts';

/** A delivery that was tried, what came of it, and when. */
export type Settled = { readonly delivery: Delivery; readonly outcome: Outcome; readonly at: Date };

/** The deliveries that were taken, and whether anyone else is due. */
export type TurnResult = { readonly taken: readonly Delivery[]; readonly more: boolean };

/**
 * One commit: the outcomes of earlier tries, the suppressions that follow from them, and the next deliveries taken.
 * @throws MastheadError JOURNAL_NOT_WRITTEN; then nothing of this turn is written
 */
export async function recordTurn(
  store: Store,
  { edition, settled, take, now }: { edition: string; settled: readonly Settled[]; take: number; now: Date },
): Promise<TurnResult> {
  const changed = settled.map(({ delivery, outcome, at }) => ({
    delivery,
    at,
    change: changeAfter(outcome, { attempts: delivery.attempts, now: at }),
  }));
  try {
    const { taken, more } = await takeTurn(store, {
      edition,
      now: now.toISOString(),
      take,
      changes: changed.map(({ delivery, change }) => changeRow(delivery, change)),
      suppressions: changed.flatMap(({ delivery, change, at }) =>
        change.suppress === undefined
          ? []
          : [{ address: delivery.address.toLowerCase(), reason: change.suppress, suppressed_at: at.toISOString() }],
      ),
    });
    return { taken: taken.map(readDelivery), more };
  } catch (cause) {
    throw new MastheadError('JOURNAL_NOT_WRITTEN', {
      what: 'The journal could not be written, so sending stopped.',
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'See that the disk has room and that nothing else locks the database; then run the same command again. Those whose outcome could not be written down are listed as unknown, and are not mailed twice.',
      cause,
    });
  }
}

function changeRow(delivery: Delivery, change: Change): DeliveryChange {
  if (!nextStates(delivery.state).includes(change.state)) {
    throw new Error(`A delivery does not go from ${delivery.state} to ${change.state}.`);
  }
  return {
    id: delivery.id,
    state: change.state,
    attempts: change.attempts,
    detail: change.detail,
    status: change.status ?? null,
    retry_at: change.retryAt?.toISOString() ?? null,
  };
}
