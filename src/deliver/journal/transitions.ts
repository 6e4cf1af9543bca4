import type { DeliveryState, Outcome } from '../delivery.ts';

/** The states that a delivery may go to from each; journal.md has the reasons. */
export function nextStates(state: DeliveryState): readonly DeliveryState[] {
  switch (state) {
    case 'planned':
      return ['attempting', 'skipped'];
    case 'attempting':
      return ['accepted', 'rejected', 'deferred', 'unknown', 'skipped'];
    case 'deferred':
      return ['attempting', 'skipped'];
    case 'unknown':
      return ['planned'];
    case 'accepted':
    case 'rejected':
    case 'skipped':
      return [];
    default:
      return state satisfies never;
  }
}

const minute = 60_000;

/** 5 minutes after the first try, then twice as long each time, up to 4 hours. */
export const backOff = (attempts: number): number =>
  Math.min(5 * minute * 2 ** Math.max(attempts - 1, 0), 240 * minute);

/** What one try leaves in the journal. */
export type Change = {
  readonly state: DeliveryState;
  readonly detail: string;
  readonly status?: string;
  readonly retryAt?: Date;
  /** How many tries count against the delivery. */
  readonly attempts: number;
  /** Why this address must not be mailed again. */
  readonly suppress?: string;
};

/**
 * What an outcome means for a delivery. A fault of the server is not the subscriber's: the try does not count, and the
 * delivery is due again at once, for the server waits, not the people.
 */
export function changeAfter(outcome: Outcome, { attempts, now }: { attempts: number; now: Date }): Change {
  switch (outcome.state) {
    case 'accepted':
      return { state: 'accepted', detail: outcome.reply, attempts };
    case 'unknown':
      return { state: 'unknown', detail: outcome.reason, attempts };
    case 'skipped':
      return { state: 'skipped', detail: outcome.reason, attempts: attempts - 1 };
    case 'rejected':
    case 'deferred': {
      const said = { detail: outcome.reply, ...(outcome.status === undefined ? {} : { status: outcome.status }) };
      if (outcome.state === 'rejected') {
        return {
          ...said,
          state: 'rejected',
          attempts,
          ...(outcome.scope === 'address' ? { suppress: outcome.reply } : {}),
        };
      }
      if (outcome.scope === 'server') return { ...said, state: 'deferred', attempts: attempts - 1, retryAt: now };
      return { ...said, state: 'deferred', attempts, retryAt: new Date(now.getTime() + backOff(attempts)) };
    }
    default:
      return outcome satisfies never;
  }
}
