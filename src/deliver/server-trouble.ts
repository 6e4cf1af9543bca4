import type { Outcome, Stage } from './delivery.ts';

const roundsBeforeStop = 5;
const refusalsBeforeStop = 10;
const firstPause = 500;
const longestPause = 30_000;

/**
 * Watches for faults of the server or the sender, which say nothing about the people. At a fault of the server the run
 * pauses, tries one message, and stops after five such rounds without anything going through. A refusal of the sender may
 * be one receiver's opinion, so it only stops the run when ten come in a row.
 */
export class ServerTrouble {
  #rounds = 0;
  #refusals = 0;
  #pausedUntil = 0;
  #reason = '';
  #stopped = false;

  /** Takes note of what came of a try. */
  note(outcome: Outcome, at: Date): void {
    const fault = faultOf(outcome);
    if (fault === undefined) {
      this.#rounds = 0;
      this.#refusals = 0;
      this.#pausedUntil = 0;
      return;
    }
    this.#reason = fault.reason;
    if (fault.of === 'sender') {
      this.#refusals += 1;
      if (this.#refusals >= refusalsBeforeStop) this.#stopped = true;
      return;
    }
    // What was in flight when the trouble began fails with it: that is the same round.
    if (at.getTime() < this.#pausedUntil) return;
    this.#rounds += 1;
    this.#pausedUntil = at.getTime() + Math.min(firstPause * 2 ** (this.#rounds - 1), longestPause);
    // A password does not become right by being said again, and servers lock accounts for it.
    if (fault.stage === 'auth' || this.#rounds >= roundsBeforeStop) this.#stopped = true;
  }

  /** Why the run must end; undefined while it may go on. */
  get stopped(): string | undefined {
    return this.#stopped ? this.#reason : undefined;
  }

  /** Why the run waits, and for how many milliseconds. */
  pause(now: Date): { readonly milliseconds: number; readonly reason: string } | undefined {
    const milliseconds = this.#pausedUntil - now.getTime();
    return milliseconds > 0 ? { milliseconds, reason: this.#reason } : undefined;
  }

  /** After trouble, one message goes first. */
  get probing(): boolean {
    return this.#rounds > 0;
  }
}

type Fault = { readonly of: 'server' | 'sender'; readonly reason: string; readonly stage?: Stage };

/** Whose fault an outcome is, when it is not the address's. A message cut off on its way is the server's. */
function faultOf(outcome: Outcome): Fault | undefined {
  switch (outcome.state) {
    case 'accepted':
    case 'skipped':
      return undefined;
    case 'unknown':
      return { of: 'server', reason: outcome.reason };
    case 'rejected':
    case 'deferred':
      return outcome.scope === 'address'
        ? undefined
        : { of: outcome.scope, reason: outcome.reply, stage: outcome.stage };
    default:
      return outcome satisfies never;
  }
}
