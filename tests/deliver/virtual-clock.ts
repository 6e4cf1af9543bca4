import type { Clock } from '../../src/foundation/clock.ts';

type Sleeper = { readonly at: number; readonly wake: () => void };

/**
 * Time that passes only while everybody sleeps: it leaps to whoever wakes first, so hours of a send take milliseconds, and
 * what happens at the same time takes the time of the longest.
 */
export function virtualClock(from = '2026-04-27T04:00:00Z'): Clock & { readonly elapsed: () => number } {
  const begin = Date.parse(from);
  let now = begin;
  let sleepers: readonly Sleeper[] = [];
  let leaping = false;
  const leap = (idle = 0): void => {
    // What is awake gets its turns first, and so does the disk: what it takes is no time here.
    if (process.getActiveResourcesInfo().includes('FSReqPromise')) {
      setImmediate(leap);
      return;
    }
    if (idle < 50) {
      setImmediate(leap, idle + 1);
      return;
    }
    leaping = false;
    const [first] = [...sleepers].sort((a, b) => a.at - b.at);
    if (!first) return;
    sleepers = sleepers.filter((sleeper) => sleeper !== first);
    now = Math.max(now, first.at);
    first.wake();
    start();
  };
  const start = (): void => {
    if (leaping || sleepers.length === 0) return;
    leaping = true;
    leap();
  };
  return {
    now: () => new Date(now),
    elapsed: () => now - begin,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + milliseconds, wake: resolve };
        sleepers = [...sleepers, sleeper];
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(signal.reason);
        });
        start();
      }),
  };
}
