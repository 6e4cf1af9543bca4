import { text } from 'node:stream/consumers';
import type { BenchCase } from './bench-case.ts';
import { benchEdition } from './bench-edition.ts';
import { sendWithMasthead } from './send-with-masthead.ts';

/**
 * Prints, for each round, how much of a send's time the journal takes: from 0 to 1, as JSON. One process sends with the journal on disk
 * and with one that writes nothing, in the order ABBA, so that whatever warms up, slows down or grows falls on both alike. The case
 * and the number of rounds come on stdin.
 */
const { rounds, ...given }: BenchCase & { readonly rounds: number } = JSON.parse(await text(process.stdin));
const rendered = benchEdition();

async function milliseconds(journal: BenchCase['journal']): Promise<number> {
  const started = performance.now();
  await sendWithMasthead(rendered, { ...given, journal });
  return performance.now() - started;
}

await milliseconds('on disk');
await milliseconds('in memory');
const shares: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const first = await milliseconds('on disk');
  const without = (await milliseconds('in memory')) + (await milliseconds('in memory'));
  const last = await milliseconds('on disk');
  shares.push(1 - without / (first + last));
}
console.log(JSON.stringify(shares));
