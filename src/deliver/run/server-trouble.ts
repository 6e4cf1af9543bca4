import type { Outcome, Stage } from '../delivery.ts';
import { Refusals } from './refusals.ts';

const roundsBeforeStop = 5;
/** So many refusals of the sender by one domain count among the ten in a row: three domains have to agree. */
const refusalsOfOneDomain = 4;
const dropsBeforePause = 5;
const tripsBeforeStop = 3;
const firstPause = 500;
const longestPause = 30_000;
/** Of so many latest tries, no more than half may fail for the server's or the sender's fault. */
const watched = 100;
const fewestWatched = 50;

/**
 * The circuit breaker of one transport: it watches for faults of the server or the sender, which say nothing about the
 * people. At a fault of the server the transport pauses, tries one message, and stops after five such rounds without
 * anything going through. 421 closes one connection (RFC 5321 section 3.8), so only five in a row are the server's fault.
 * A refusal of the sender may be one receiver's opinion (lanes.ts holds that domain back), so the transport only stops, or
 * pauses where it is for now, when ten come in a row of at least three domains; or at MAIL, where no recipient is named. When
 * more than half of the last hundred failed it pauses too, and stops the third time.
 */
export class ServerTrouble {
  readonly #refusals = new Refusals({ mostOfOne: refusalsOfOneDomain });
  #rounds = 0;
  #drops = 0;
  #trips = 0;
  #recent: readonly boolean[] = [];
  #probing = false;
  /** Whether the pause is for the share of failures, which one message that goes through does not end. */
  #tripped = false;
  #pausedUntil = 0;
  #reason = '';
  #stopped = false;

  /** Takes note of what came of a try, and of whom it was for. */
  note(outcome: Outcome, at: Date, domain?: string): void {
    // Nothing was tried, so nothing went through and nothing failed.
    if (outcome.state === 'skipped' || (outcome.state === 'deferred' && outcome.nextRun)) return;
    const fault = faultOf(outcome);
    if (!this.pause(at)) this.#recent = [...this.#recent, fault !== undefined].slice(-watched);
    if (fault === undefined) this.#recover(at);
    else {
      this.#reason = fault.reason;
      if (fault.of === 'sender') this.#refuse(fault, { at, domain });
      else this.#fail(fault, at);
      this.#judgeShare(at);
    }
  }

  /** Why the transport takes no more messages in this run; undefined while it may. */
  get stopped(): string | undefined {
    return this.#stopped ? this.#reason : this.#refusals.stopped;
  }

  /** Why the transport waits, and for how many milliseconds. */
  pause(now: Date): { readonly milliseconds: number; readonly reason: string } | undefined {
    const milliseconds = this.#pausedUntil - now.getTime();
    const refused = this.#refusals.pause(now);
    if (refused && refused.milliseconds > milliseconds) return refused;
    return milliseconds > 0 ? { milliseconds, reason: this.#reason } : undefined;
  }

  /** What the trouble is, when nothing has gone through since. */
  get lasting(): string | undefined {
    return this.stopped ?? (this.probing ? this.#reason : undefined);
  }

  /** After trouble, one message goes first. */
  get probing(): boolean {
    return this.#probing || this.#refusals.probing;
  }

  #recover(at: Date): void {
    this.#rounds = 0;
    this.#refusals.recover(at);
    this.#drops = 0;
    if (at.getTime() < this.#pausedUntil && this.#tripped) return;
    this.#probing = false;
    this.#tripped = false;
    this.#pausedUntil = 0;
  }

  #refuse({ reason, stage }: Fault, { at, domain }: { readonly at: Date; readonly domain: string | undefined }): void {
    const forGood = !reason.startsWith('4');
    const atMail = stage === 'mail';
    this.#refusals.refuse({ reason, forGood, domain: atMail ? undefined : domain }, { at, atOnce: atMail && !forGood });
  }

  #fail({ stage, closesConnection }: Fault, at: Date): void {
    if (closesConnection) this.#drops += 1;
    if (closesConnection && this.#drops < dropsBeforePause) return;
    // What was in flight when the trouble began fails with it: that is the same round.
    if (at.getTime() < this.#pausedUntil) return;
    this.#rounds += 1;
    this.#pauseFor(Math.min(firstPause * 4 ** (this.#rounds - 1), longestPause), at);
    // A password does not become right by being said again, and servers lock accounts for it.
    if (stage === 'auth' || this.#rounds >= roundsBeforeStop) this.#stopped = true;
  }

  #judgeShare(at: Date): void {
    const failed = this.#recent.filter(Boolean).length;
    if (this.#recent.length < fewestWatched || failed * 2 <= this.#recent.length) return;
    this.#reason = `${failed} of the last ${this.#recent.length} messages failed, the last with: ${this.#reason}`;
    this.#recent = [];
    this.#trips += 1;
    this.#tripped = true;
    this.#pauseFor(longestPause, at);
    if (this.#trips >= tripsBeforeStop) this.#stopped = true;
  }

  #pauseFor(milliseconds: number, at: Date): void {
    this.#probing = true;
    this.#pausedUntil = at.getTime() + milliseconds;
  }
}

type Fault = {
  readonly of: 'server' | 'sender';
  readonly reason: string;
  readonly stage?: Stage;
  readonly closesConnection?: boolean;
};

/** Whose fault an outcome is, when it is not the address's. A message cut off on its way is the server's. */
function faultOf(outcome: Exclude<Outcome, { readonly state: 'skipped' }>): Fault | undefined {
  switch (outcome.state) {
    case 'accepted':
      return undefined;
    case 'unknown':
      return { of: 'server', reason: outcome.reason };
    case 'rejected':
    case 'deferred': {
      const { scope, reply, stage } = outcome;
      if (scope === 'address') return undefined;
      return { of: scope, reason: reply, stage, closesConnection: /^421\b/.test(reply) };
    }
    default:
      return outcome satisfies never;
  }
}
