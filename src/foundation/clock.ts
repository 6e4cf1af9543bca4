import { setTimeout as delay } from 'node:timers/promises';

/** Time as an argument: what waits or dates takes one of these, so that a test can turn the hands. */
export type Clock = {
  readonly now: () => Date;
  /** Resolves after so many milliseconds; rejects with the signal's reason when aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal ? { signal } : {});
  },
};
