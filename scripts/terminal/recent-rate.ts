/** How long back it looks, in milliseconds, and how far its samples lie apart. */
const window = 30_000;
const apart = 500;

type Sample = { readonly at: number; readonly done: number };

/** How fast a count has grown of late: what a pause or a slow beginning cost is forgotten after half a minute. */
export class RecentRate {
  #samples: readonly Sample[];
  #latest: Sample;

  /** @param start a moment in milliseconds */
  constructor(start: number) {
    this.#latest = { at: start, done: 0 };
    this.#samples = [this.#latest];
  }

  note(sample: Sample): void {
    this.#latest = sample;
    const last = this.#samples.at(-1);
    if (!last || sample.at - last.at >= apart) this.#samples = [...this.#samples, sample];
    // The youngest that is older than the window is where it begins.
    const first = this.#samples.findLastIndex(({ at }) => at <= sample.at - window);
    if (first > 0) this.#samples = this.#samples.slice(first);
  }

  perSecond(now: number): number {
    const first = this.#samples.find(({ at }, index) => {
      const next = this.#samples[index + 1];
      return at > now - window || next === undefined || next.at > now - window;
    });
    if (!first || now <= first.at) return 0;
    return ((this.#latest.done - first.done) * 1000) / (now - first.at);
  }
}
