import type { DeliveryState, Outcome, RefusedSince } from '../delivery.ts';
import { backOff, type Retry } from './retry.ts';

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

/** What one try leaves in the journal. */
export type Change = {
  readonly state: Outcome['state'];
  readonly detail: string;
  readonly status?: string;
  readonly retryAt?: Date;
  readonly refusedSince?: RefusedSince;
  /** How many tries count against the delivery. */
  readonly attempts: number;
  /** Why this address must not be mailed again. */
  readonly suppress?: string;
};

/** What is known of the delivery that was tried, and how it is tried again. */
export type Tried = {
  readonly attempts: number;
  readonly refusedSince?: RefusedSince | undefined;
  readonly now: Date;
  readonly retry: Retry;
  /** From 0 up to 1. */
  readonly chance: number;
};

/** What an outcome means for a delivery. */
export function changeAfter(outcome: Outcome, tried: Tried): Change {
  const { attempts } = tried;
  switch (outcome.state) {
    case 'accepted':
      return { state: 'accepted', detail: outcome.reply, ...statusOf(outcome.reply), attempts };
    case 'unknown':
      return { state: 'unknown', detail: outcome.reason, attempts };
    case 'skipped':
      return { state: 'skipped', detail: outcome.reason, attempts: attempts - 1 };
    case 'rejected':
      return {
        ...saidBy(outcome),
        state: 'rejected',
        attempts,
        ...(outcome.scope === 'address' ? { suppress: outcome.reply } : {}),
      };
    case 'deferred':
      return deferred(outcome, tried);
    default:
      return outcome satisfies never;
  }
}

type Refusal = Extract<Outcome, { readonly state: 'rejected' | 'deferred' }>;

/**
 * A fault of the server is not the subscriber's: the try does not count, and the delivery is due again at once, for the
 * server waits, not the people. What is given up after all is `rejected`, without a suppression, when it is the address
 * that did not take mail for so long; for the sender's fault it stays `deferred` until the command is run again. Each of
 * the two has a time of its own, from its first refusal on.
 */
function deferred(outcome: Refusal, { attempts, refusedSince, now, retry, chance }: Tried): Change {
  const { scope } = outcome;
  const said = { ...saidBy(outcome), ...(refusedSince ? { refusedSince } : {}) };
  if (outcome.nextRun) return { ...said, state: 'deferred', attempts: attempts - 1 };
  if (scope === 'server') return { ...said, state: 'deferred', attempts: attempts - 1, retryAt: now };
  const retryAt = new Date(now.getTime() + backOff(attempts, retry, chance));
  const since = refusedSince?.[scope] ?? now;
  const counted = { ...said, refusedSince: { ...refusedSince, [scope]: since }, attempts };
  if (retryAt.getTime() - since.getTime() <= retry.giveUpAfter) return { ...counted, state: 'deferred', retryAt };
  const detail = `given up after ${attempts} tries: ${outcome.reply}`;
  return { ...counted, detail, state: scope === 'address' ? 'rejected' : 'deferred' };
}

const saidBy = ({ reply, status }: Refusal): Pick<Change, 'detail' | 'status'> => ({
  detail: reply,
  ...(status === undefined ? {} : { status }),
});

/** The enhanced status code of a reply, where it has one (RFC 3463): `250 2.0.0 taken`. */
function statusOf(reply: string): { readonly status?: string } {
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
  return status === undefined ? {} : { status };
}
