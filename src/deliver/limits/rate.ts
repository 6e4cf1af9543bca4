import { MastheadError } from '../../foundation/masthead-error.ts';

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

/** The window is remembered in at most so many places. */
const mostPlaces = 1000;

/**
 * A token bucket that never lets out more than the rate allows, in no stretch of time as long as the rate's unit, and at
 * least 98 % of it where timers come a few milliseconds late. Messages are spaced evenly. Time that was lost (a late timer, a busy moment) is
 * made up for, up to a quarter of the unit or a second; a quiet time is not saved up for a burst. That nothing made up goes
 * over the rate is seen to by the times of the messages of one unit: the next may go when the oldest of them is a unit old.
 */
export class TokenBucket {
  readonly #unit: number;
  readonly #spacing: number;
  readonly #madeUp: number;
  /** How many messages share one place in the window. */
  readonly #perPlace: number;
  /** When the last message of each place went, by turns. */
  readonly #window: Float64Array;
  #count = 0;
  /** When the next message is due by even spacing. */
  #next: number;
  /** The last moment that it was told of. */
  #seen: number;

  /** @param remembered what `remembered` gave when the last run ended, however it ended */
  constructor({ messages, perMilliseconds }: Rate, now: Date, remembered = Number.NEGATIVE_INFINITY) {
    this.#unit = perMilliseconds;
    this.#perPlace = Math.ceil(messages / mostPlaces);
    this.#window = new Float64Array(Math.floor(messages / this.#perPlace)).fill(Number.NEGATIVE_INFINITY);
    this.#spacing = perMilliseconds / (this.#window.length * this.#perPlace);
    this.#madeUp = Math.min(perMilliseconds / 4, 1000);
    this.#seen = now.getTime();
    // What the last run had made up for is not known any more: without this wait it could count twice.
    const next = remembered + this.#madeUp;
    // A moment further ahead than a unit can only come from a clock that was set back, and one further than a message's time from
    // a lower rate.
    const wasSetBack = next > this.#seen + perMilliseconds + this.#madeUp;
    const most = this.#seen + this.#spacing + this.#madeUp;
    this.#next = wasSetBack ? this.#seen : Math.min(Math.max(next, this.#seen), most);
  }

  /** Milliseconds until a message may go; 0 when one may go now. */
  wait(now: Date): number {
    const time = this.#look(now);
    const oldest = this.#count % this.#perPlace === 0 ? (this.#window[this.#place] ?? 0) : Number.NEGATIVE_INFINITY;
    // A rounding error must not hold a message back for a whole millisecond.
    return Math.max(0, Math.ceil(Math.max(this.#next, oldest + this.#unit) - time - 1e-6));
  }

  take(now: Date): void {
    const time = this.#look(now);
    this.#window[this.#place] = time;
    this.#count += 1;
    this.#next = (time - this.#next > this.#madeUp ? time : this.#next) + this.#spacing;
  }

  /** What the next run needs to know to keep the rate: a moment in milliseconds. */
  get remembered(): number {
    return this.#next;
  }

  get #place(): number {
    return Math.floor(this.#count / this.#perPlace) % this.#window.length;
  }

  /** A clock that was set back takes everything that is remembered with it. */
  #look(now: Date): number {
    const time = now.getTime();
    const back = this.#seen - time;
    this.#seen = time;
    if (back > 0) {
      this.#next -= back;
      for (const [place, sent] of this.#window.entries()) this.#window[place] = sent - back;
    }
    return time;
  }
}
