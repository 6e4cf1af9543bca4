import type { Clock } from '../../../src/foundation/clock.ts';

/** When it begins. */
export const begin = Date.parse('2026-04-27T04:00:00Z');

/** A clock that a test moves by hand. */
export function handClock() {
  let now = begin;
  let sleepers: readonly { readonly at: number; readonly wake: () => void }[] = [];
  const clock: Clock = {
    now: () => new Date(now),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        sleepers = [...sleepers, { at: now + milliseconds, wake: resolve }];
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  /** Second by second, so that whoever wakes may sleep again. */
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      const due = sleepers.filter(({ at }) => at <= now);
      sleepers = sleepers.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { clock, pass };
}
