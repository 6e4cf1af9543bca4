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

/** How many messages may follow each other at once: what comes due in 20 ms, so that late timers cost no speed. */
const burst = (rate: Rate): number => Math.max(1, (rate.messages / rate.perMilliseconds) * 20);

/**
 * A token bucket. It starts with one token, and holds no more than 20 ms' worth: in no stretch of time do more messages
 * go out than the rate allows, plus that.
 */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens = 1;
  #at: number;

  constructor(rate: Rate, now: Date) {
    this.#rate = rate;
    this.#at = now.getTime();
  }

  /** How many messages may go now. */
  available(now: Date): number {
    const elapsed = Math.max(now.getTime() - this.#at, 0);
    this.#tokens = Math.min(
      burst(this.#rate),
      this.#tokens + (elapsed * this.#rate.messages) / this.#rate.perMilliseconds,
    );
    this.#at = now.getTime();
    // A rounding error must not hold a message back: two thirds of a token come twice a third of one's time later.
    return Math.floor(this.#tokens + 1e-9);
  }

  take(count: number): void {
    this.#tokens -= count;
  }

  /** Milliseconds until the next message may go. */
  wait(): number {
    return Math.max(0, Math.ceil(((1 - this.#tokens) * this.#rate.perMilliseconds) / this.#rate.messages));
  }
}
