/** The item with the smallest measure; of equals the first, of none undefined. */
export function least<Item>(items: readonly Item[], measure: (item: Item) => number): Item | undefined {
  let best: Item | undefined;
  for (const item of items) if (best === undefined || measure(item) < measure(best)) best = item;
  return best;
}

/** The shortest of those waits that are known. */
export const soonest = (waits: readonly (number | undefined)[]): number | undefined =>
  least(
    waits.filter((wait) => wait !== undefined),
    (wait) => wait,
  );
