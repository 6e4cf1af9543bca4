import type { Outcome } from './delivery.ts';

const roundsBeforeStop = 5;
const firstPause = 500;
const longestPause = 30_000;

/**
 * Watches for faults of the server or the sender. They say nothing about the people, so the run pauses, tries one message,
 * and after five such rounds without anything going through it stops.
 */
export class ServerTrouble {
  #rounds = 0;
  #pausedUntil = 0;
  #reason = '';
  #stopped = false;

  /** Takes note of what came of a try. */
  note(outcome: Outcome, at: Date): void {
    if (!isTrouble(outcome)) {
      this.#rounds = 0;
      this.#pausedUntil = 0;
      return;
    }
    this.#reason = outcome.state === 'unknown' ? outcome.reason : outcome.reply;
    // What was in flight when the trouble began fails with it: that is the same round.
    if (at.getTime() < this.#pausedUntil) return;
    this.#rounds += 1;
    this.#pausedUntil = at.getTime() + Math.min(firstPause * 2 ** (this.#rounds - 1), longestPause);
    // A password does not become right by being said again, and servers lock accounts for it.
    const isAuth = outcome.state !== 'unknown' && outcome.stage === 'auth';
    if (isAuth || this.#rounds >= roundsBeforeStop) this.#stopped = true;
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

type Trouble = Extract<Outcome, { state: 'rejected' | 'deferred' | 'unknown' }>;

function isTrouble(outcome: Outcome): outcome is Trouble {
  switch (outcome.state) {
    case 'accepted':
    case 'skipped':
      return false;
    case 'unknown':
      return true;
    case 'rejected':
    case 'deferred':
      return outcome.scope !== 'address';
    default:
      return outcome satisfies never;
  }
}
