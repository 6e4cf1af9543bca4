/** When a delivery that was deferred is tried again; all in milliseconds. */
export type Retry = { readonly first: number; readonly longest: number; readonly giveUpAfter: number };

const minute = 60_000;

export const defaultRetry: Retry = { first: 5 * minute, longest: 240 * minute, giveUpAfter: 48 * 60 * minute };

/**
 * The wait after so many tries: twice as long each time, within the bounds of the policy, and up to a fifth longer or
 * shorter, so that those who were deferred together do not all come back together.
 * @param chance from 0 up to 1
 */
export function backOff(attempts: number, { first, longest }: Retry, chance: number): number {
  const doubled = Math.min(first * 2 ** Math.max(attempts - 1, 0), longest);
  return Math.round(Math.min(Math.max(doubled * (0.8 + 0.4 * chance), first), longest));
}
