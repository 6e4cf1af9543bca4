import { MastheadError } from '../foundation/masthead-error.ts';

/** So many messages in so much time. */
export type Rate = { readonly text: string; readonly messages: number; readonly perMilliseconds: number };

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `10/s`, `600/m`, `50000/h` or `200000/d`. @throws MastheadError RATE_INVALID */
export function parseRate(text: string): Rate {
  const [, messages = '', unit = ''] = /^\s*(\d{1,9})\s*\/\s*([smhd])\s*$/.exec(text) ?? [];
  const perMilliseconds = units[unit];
  if (perMilliseconds === undefined || Number(messages) === 0) {
    throw new MastheadError('RATE_INVALID', {
      what: `${JSON.stringify(text)} is not a rate.`,
      why: 'A rate is a whole number of messages, a slash, and s, m, h or d.',
      fix: 'Write it like 10/s, 600/m, 50000/h or 200000/d. Nobody was mailed.',
    });
  }
  return { text: `${messages}/${unit}`, messages: Number(messages), perMilliseconds };
}

/** How much later than asked for a timer may come without costing speed. */
const timerGrace = 2;

/**
 * A token bucket that never lets out more than the rate allows, in no stretch of time as long as the rate's unit, and at
 * least 99 % of it. A hundredth of the rate, but no more than comes due in 20 ms, may go out at once, so that a late timer
 * or a busy moment costs no speed; the spacing of all others makes up for it.
 */
export class TokenBucket {
  readonly #spacing: number;
  readonly #lead: number;
  readonly #grace: number;
  #next: number;

  /** @param remembered what `remembered` gave when the last run ended, however it ended */
  constructor({ messages, perMilliseconds }: Rate, now: Date, remembered = 0) {
    const spare = Math.floor(Math.min(messages / 100, (messages / perMilliseconds) * 20));
    this.#spacing = perMilliseconds / (messages - spare);
    this.#lead = spare * this.#spacing;
    this.#grace = spare === 0 ? timerGrace : 0;
    // A moment further ahead than a unit can only come from a clock that was set back.
    const latest = now.getTime() + perMilliseconds;
    this.#next = remembered > latest ? now.getTime() : Math.max(remembered, now.getTime());
  }

  /** Milliseconds until a message may go; 0 when one may go now. */
  wait(now: Date): number {
    // A rounding error must not hold a message back for a whole millisecond.
    return Math.max(0, Math.ceil(this.#next - this.#lead - now.getTime() - 1e-6));
  }

  take(now: Date): void {
    this.#next = Math.max(this.#next, now.getTime() - this.#grace) + this.#spacing;
  }

  /** What the next run needs to know to keep the rate: a moment in milliseconds. */
  get remembered(): number {
    return this.#next;
  }
}
