import { type Pause, pauses } from './start-pausing-server.ts';

/** When a send is killed: while the server waits at a stage for the nth time, or so long after the start. */
export type CrashPlan = {
  readonly number: number;
  readonly stage: Pause;
  readonly nth: number;
  readonly connections: number;
  readonly milliseconds: number;
  readonly pipelining: boolean;
  /** The first try of every so-manyth recipient is put off; 0: of none. */
  readonly greylist: number;
};

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Random crashes; of every eight in a row, one is at each stage and one at no stage but at some moment. Of every three, one is
 * with greylisting. How often a send comes to a stage is known, so each stage is surely reached.
 */
export function planCrashes({
  seed,
  count,
  messages,
}: {
  readonly seed: number;
  readonly count: number;
  readonly messages: number;
}): readonly CrashPlan[] {
  const next = random(seed);
  const upTo = (limit: number): number => 1 + Math.floor(next() * limit);
  return Array.from({ length: count }, (_, index) => {
    const stage = pauses[index % pauses.length] ?? 'none';
    const connections = upTo(5);
    const greylist = index % 3 === 1 ? 2 + upTo(3) : 0;
    const putOff = greylist === 0 ? 0 : Math.floor(messages / greylist);
    // A send opens one connection to look at the server, and then as many as it uses; who is put off comes to RCPT twice.
    const most: Readonly<Partial<Record<Pause, number>>> = {
      connect: 1 + connections,
      EHLO: 1 + connections,
      MAIL: messages + putOff,
      RCPT: messages + putOff,
    };
    return {
      number: index + 1,
      stage,
      nth: upTo(most[stage] ?? messages),
      connections,
      milliseconds: stage === 'none' ? 1000 + upTo(2500) : upTo(1000),
      pipelining: next() < 0.5,
      greylist,
    };
  });
}
