import { text } from 'node:stream/consumers';
import type { BenchCase, BenchJournal, JournalShares } from './bench-case.ts';
import { benchEdition } from './bench-edition.ts';
import { sendWithMasthead } from './send-with-masthead.ts';

/**
 * Prints, for each round, how much of a send's time the journal takes, and how much of it one takes that does nothing but flush. One
 * process sends with each kind and with one that keeps nothing, there and back again (ABCCBA), so that whatever warms up, slows
 * down or grows falls on all alike. The case and the number of rounds come on stdin.
 */
const { rounds, ...given }: BenchCase & { readonly rounds: number } = JSON.parse(await text(process.stdin));
const rendered = benchEdition();
const kinds = ['on disk', 'flushes only', 'in memory'] as const satisfies readonly BenchJournal[];
type Kind = (typeof kinds)[number];

async function milliseconds(journal: Kind): Promise<number> {
  const started = performance.now();
  await sendWithMasthead(rendered, { ...given, journal });
  return performance.now() - started;
}

for (const kind of kinds) await milliseconds(kind);
const shares: { [Part in keyof JournalShares]: number[] } = { journal: [], flushes: [] };
for (let round = 0; round < rounds; round += 1) {
  const taken: Record<Kind, number> = { 'on disk': 0, 'flushes only': 0, 'in memory': 0 };
  for (const kind of [...kinds, ...kinds.toReversed()]) taken[kind] += await milliseconds(kind);
  shares.journal.push(1 - taken['in memory'] / taken['on disk']);
  shares.flushes.push(1 - taken['in memory'] / taken['flushes only']);
}
console.log(JSON.stringify(shares));
