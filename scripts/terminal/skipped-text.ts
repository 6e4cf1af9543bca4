import { printable } from './words.ts';

type Skipped = { readonly line: number; readonly address: string; readonly reason: string };

const most = 20;

/** A line for each row that gets no mail; a long list is cut, and says so. */
export const skippedText = (skipped: readonly Skipped[]): readonly string[] => [
  ...skipped
    .slice(0, most)
    .map(({ line, address, reason }) => `  line ${line}: ${printable(address || '(nothing)')}, ${printable(reason)}`),
  ...(skipped.length > most ? [`  and ${skipped.length - most} more; --json lists them all`] : []),
];
