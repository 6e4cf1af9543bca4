import type { NamedDelivery } from '../../src/newsletter.ts';
import { style } from './style.ts';
import { printable } from './words.ts';

/** A line for each delivery: its state, the address, and what was said of it. */
export const namesText = (names: readonly NamedDelivery[]): readonly string[] =>
  names.map(({ state, address, detail, retryAt }) => {
    const colour = state === 'unknown' || state === 'rejected' ? 'red' : 'yellow';
    const again = retryAt === undefined ? '' : ` (again from ${retryAt})`;
    return `  ${style(colour, state.padEnd(10))}  ${printable(address)}${detail ? `, ${printable(detail)}` : ''}${again}`;
  });

const order = ['accepted', 'rejected', 'deferred', 'unknown', 'skipped', 'attempting', 'planned'] as const;

/** `24 accepted, 1 rejected`, the states in the order of interest. */
export function countsText(counts: Readonly<Partial<Record<(typeof order)[number], number>>>): string {
  const parts = order.filter((state) => (counts[state] ?? 0) > 0).map((state) => `${counts[state]} ${state}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
