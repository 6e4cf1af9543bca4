/** Somebody refused the sender: for good (5xx) or for now (4xx). */
export type Refusal = {
  readonly reason: string;
  readonly forGood: boolean;
  /** Whose mail it was; undefined when no recipient had been named. */
  readonly domain?: string | undefined;
};

const tooMany = 10;
const firstPause = 30_000;
const longestPause = 30 * 60_000;
/** Pauses of half a minute to half an hour: an hour together, as long as a limit by the hour lasts. */
const roundsBeforeStop = 8;

/**
 * Watches for refusals of the sender in a row, by one domain or by one transport. Ten for good stop it for this run, since
 * somebody has to mend something. Ten for now (a rate limit) pause it; then one message goes first, and where that is refused
 * too the next pause is twice as long, until it stops.
 */
export class Refusals {
  readonly #mostOfOne: number;
  /** How many in a row, by domain. */
  readonly #inRow = new Map<string | undefined, number>();
  /** Whether all of these were for good. */
  #rowForGood = true;
  #rounds = 0;
  #probing = false;
  #pausedUntil = 0;
  #reason = '';
  #stopped = false;

  /** @param mostOfOne no more of one domain count: what a single receiver thinks must not stop the mail to all others */
  constructor({ mostOfOne = tooMany }: { readonly mostOfOne?: number } = {}) {
    this.#mostOfOne = mostOfOne;
  }

  /** @param atOnce one is enough */
  refuse({ reason, forGood, domain }: Refusal, { at, atOnce = false }: { at: Date; atOnce?: boolean }): void {
    this.#reason = reason;
    // What was in flight when the pause began is refused with it: that is the same round.
    if (at.getTime() < this.#pausedUntil) return;
    this.#rowForGood &&= forGood;
    const most = domain === undefined ? tooMany : this.#mostOfOne;
    this.#inRow.set(domain, Math.min((this.#inRow.get(domain) ?? 0) + 1, most));
    const inRow = [...this.#inRow.values()].reduce((sum, count) => sum + count, 0);
    if (inRow < tooMany && !this.#probing && !atOnce) return;
    if (this.#rowForGood) this.#stopped = true;
    this.#endRow();
    this.#rounds += 1;
    this.#probing = true;
    this.#pausedUntil = at.getTime() + Math.min(firstPause * 2 ** (this.#rounds - 1), longestPause);
    if (this.#rounds >= roundsBeforeStop) this.#stopped = true;
  }

  /** Something went through. What had been in flight when the pause began says nothing of how it will be after it. */
  recover(at: Date): void {
    if (at.getTime() < this.#pausedUntil) return;
    this.#endRow();
    this.#rounds = 0;
    this.#probing = false;
  }

  #endRow(): void {
    this.#inRow.clear();
    this.#rowForGood = true;
  }

  /** Why nothing more goes there in this run. */
  get stopped(): string | undefined {
    return this.#stopped ? this.#reason : undefined;
  }

  /** Why it waits, and for how many milliseconds. */
  pause(now: Date): { readonly milliseconds: number; readonly reason: string } | undefined {
    const milliseconds = this.#pausedUntil - now.getTime();
    return milliseconds > 0 ? { milliseconds, reason: this.#reason } : undefined;
  }

  /** After a pause, one message goes first. */
  get probing(): boolean {
    return this.#probing;
  }
}
