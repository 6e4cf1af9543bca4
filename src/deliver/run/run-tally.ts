import type { Outcome } from '../delivery.ts';
import { IdSet } from './id-set.ts';

type States = Readonly<Partial<Record<Outcome['state'], number>>>;

/** What the deliveries of a run have become. One that was deferred and is tried again counts by what came of it last. */
export class RunTally {
  readonly #states: Partial<Record<Outcome['state'], number>> = {};
  readonly #deferred = new IdSet();

  count(id: number, state: Outcome['state']): void {
    if (this.#deferred.delete(id)) this.#add('deferred', -1);
    if (state === 'deferred') this.#deferred.add(id);
    this.#add(state, 1);
  }

  get states(): States {
    return Object.fromEntries(Object.entries(this.#states).filter(([, count]) => count > 0));
  }

  /** How many have an outcome that lasts. */
  get done(): number {
    return Object.values(this.#states).reduce((sum, count) => sum + count, 0);
  }

  #add(state: Outcome['state'], count: number): void {
    this.#states[state] = (this.#states[state] ?? 0) + count;
  }
}
