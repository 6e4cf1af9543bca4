import type { Delivery, Outcome } from '../delivery.ts';
import type { Journal } from '../journal/journal.ts';
import type { TokenBucket } from '../limits/rate.ts';
import { recipientDomain } from '../recipient-domain.ts';
import { Lane } from './lane.ts';
import { Refusals } from './refusals.ts';

/** How a domain that refuses the sender is held back; plain data. */
export type DomainReport = {
  readonly domain: string;
  /** Why nothing goes there now, and until when; then one message is tried. */
  readonly paused?: string;
  readonly until?: string;
  /** Why nothing more goes there in this run. */
  readonly stopped?: string;
};

type LanesInput = {
  readonly journal: Pick<Journal, 'planned' | 'deferred'>;
  readonly edition: string;
  readonly fromWave: number;
  /** Domains with limits of their own. */
  readonly limited: ReadonlyMap<
    string,
    { readonly bucket?: TokenBucket | undefined; readonly connections?: number | undefined }
  >;
};

/** So many domains are watched at once, and so many held back: those beyond are left to the transports' own breaker. */
const mostWatched = 1000;
const mostHeld = 100;

/**
 * The lanes of a run: one for each domain that has limits of its own, one for all others, and one more for each domain that
 * refuses the sender. So what one receiver thinks of the sender holds back its own readers only, who stay planned or deferred,
 * and however many domains a list has, few of them are kept in mind.
 */
export class Lanes {
  readonly #input: LanesInput;
  readonly #shared: Lane;
  readonly #own = new Map<string, Lane>();
  /** The domains that have refused the sender and not taken anything since, the latest last; and those with lanes. */
  readonly #refusals = new Map<string, Refusals>();
  /** Taken by a turn that is not in the journal yet. */
  readonly #taken = new Set<number>();

  constructor(input: LanesInput) {
    this.#input = input;
    for (const [domain, limits] of input.limited) {
      const refusals = new Refusals();
      this.#refusals.set(domain, refusals);
      this.#own.set(domain, this.#laneOf(domain, { ...limits, refusals }));
    }
    const { journal, edition, fromWave, limited } = input;
    const stretch = { edition, fromWave, exceptDomains: [...limited.keys()] };
    this.#shared = new Lane({ journal, stretch, taken: this.#taken });
  }

  get all(): readonly Lane[] {
    return [...this.#own.values(), this.#shared];
  }

  /** Takes note of what a recipient's domain thinks of the sender. At MAIL and before it no recipient had been named. */
  note(address: string, outcome: Outcome, at: Date): void {
    const domain = recipientDomain(address);
    if (outcome.state === 'unknown' || outcome.state === 'skipped') return;
    if (outcome.state === 'deferred' && outcome.scope !== 'address') {
      const { scope, stage, reply } = outcome;
      if (scope === 'sender' && stage !== 'mail') {
        this.#watch(domain).refuse({ reason: reply, forGood: !reply.startsWith('4') }, { at });
      }
      return;
    }
    this.#refusals.get(domain)?.recover(at);
    if (!this.#own.has(domain)) this.#refusals.delete(domain);
  }

  /** Gives those domains lanes of their own that are to wait, or to be left alone. */
  holdBack(now: Date): void {
    for (const [domain, refusals] of this.#refusals) {
      const held = refusals.stopped !== undefined || refusals.pause(now) !== undefined;
      if (!held || this.#own.has(domain) || this.#own.size >= this.#input.limited.size + mostHeld) continue;
      this.#own.set(domain, this.#laneOf(domain, { refusals }));
      this.#shared.except(domain);
    }
  }

  /** Somebody who came out of a lane is on the way. */
  took(id: number): void {
    this.#taken.add(id);
  }

  /** A turn is in the journal, which knows now whom it took. */
  turned(ids: Iterable<number>): void {
    for (const id of ids) this.#taken.delete(id);
  }

  /** What came of a delivery that was taken out of a lane has been written down. */
  settle({ lane, delivery, retryAt }: { lane: Lane; delivery: Delivery; retryAt: Date | undefined }): void {
    lane.settle(retryAt);
    // Its domain may have got a lane of its own while it was on its way.
    const own = this.#own.get(recipientDomain(delivery.address));
    if (own && own !== lane && retryAt) own.retryLater(retryAt);
  }

  /** The domains that are held back. */
  reports(now: Date): readonly DomainReport[] {
    return [...this.#own.keys()].flatMap((domain): readonly DomainReport[] => {
      const refusals = this.#refusals.get(domain);
      const paused = refusals?.pause(now);
      if (refusals?.stopped !== undefined) return [{ domain, stopped: refusals.stopped }];
      if (!paused) return [];
      const until = new Date(now.getTime() + paused.milliseconds).toISOString();
      return [{ domain, paused: paused.reason, until }];
    });
  }

  #watch(domain: string): Refusals {
    const refusals = this.#refusals.get(domain) ?? new Refusals();
    this.#refusals.delete(domain);
    this.#refusals.set(domain, refusals);
    if (this.#refusals.size - this.#own.size > mostWatched) {
      const oldest = [...this.#refusals.keys()].find((one) => !this.#own.has(one));
      if (oldest !== undefined) this.#refusals.delete(oldest);
    }
    return refusals;
  }

  #laneOf(
    domain: string,
    given: { bucket?: TokenBucket | undefined; connections?: number | undefined; refusals: Refusals },
  ): Lane {
    const { journal, edition, fromWave } = this.#input;
    return new Lane({ journal, stretch: { edition, fromWave, domain }, taken: this.#taken, ...given });
  }
}
