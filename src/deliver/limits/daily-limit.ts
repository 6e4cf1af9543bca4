/** So many messages on a day, counted in UTC; undefined where there is no limit. */
export type LimitOfDay = (day: string) => number | undefined;

/** The day of a moment, in UTC. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** Under which name the count of a day is remembered. */
export const dayMeter = (day: string): string => `mailed ${day}`;

/** Counts what goes out on a day, over every run and edition, and says how many more may. */
export class DailyLimit {
  readonly #limitOf: LimitOfDay;
  #day: string;
  #mailed: number;

  /** @param remembered the meters of earlier runs */
  constructor(limitOf: LimitOfDay, now: Date, remembered: ReadonlyMap<string, number>) {
    this.#limitOf = limitOf;
    this.#day = dayOf(now);
    this.#mailed = remembered.get(dayMeter(this.#day)) ?? 0;
  }

  left(now: Date): number {
    this.#turnDay(now);
    return Math.max(0, (this.#limitOf(this.#day) ?? Number.POSITIVE_INFINITY) - this.#mailed);
  }

  take(now: Date): void {
    this.#turnDay(now);
    this.#mailed += 1;
  }

  get day(): string {
    return this.#day;
  }

  get meter(): { readonly name: string; readonly value: number } {
    return { name: dayMeter(this.#day), value: this.#mailed };
  }

  /** What was taken on a day did not go out after all. */
  giveBack(day: string | undefined): void {
    if (day === this.#day) this.#mailed -= 1;
  }

  /** A clock that is set back over midnight gives no day a second time. */
  #turnDay(now: Date): void {
    if (dayOf(now) <= this.#day) return;
    this.#day = dayOf(now);
    this.#mailed = 0;
  }
}
