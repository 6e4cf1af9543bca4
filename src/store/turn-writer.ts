import { Worker } from 'node:worker_threads';
import type { Store } from './open-store.ts';
import { type Turn, takeTurn } from './take-turn.ts';

/** Writes turns in a thread of its own, so that whoever sends does not stand still while the disk is waited for. */
export type TurnWriter = {
  /** As `takeTurn`: when it resolves the turn is on disk; when it rejects nothing of it is. */
  readonly take: (turn: Turn) => Promise<ReadonlySet<number>>;
  readonly close: () => Promise<void>;
};

export type TurnRequest = { readonly number: number; readonly turn: Turn };

export type TurnAnswer =
  | { readonly number: number; readonly taken: readonly number[] }
  | { readonly number: number; readonly failed: string };

type Waiting = { readonly resolve: (taken: ReadonlySet<number>) => void; readonly reject: (error: Error) => void };

/**
 * A writer for a store that is open; its thread, which the first turn starts, has a connection of its own to the same file. From source there is no
 * thread: Node 20 starts none from TypeScript, whatever loader the program was started with.
 */
export function openTurnWriter(store: Store): TurnWriter {
  if (import.meta.url.endsWith('.ts')) return { take: (turn) => takeTurn(store, turn), close: async () => undefined };
  let thread: TurnWriter | undefined;
  return {
    take: (turn) => {
      thread ??= startThread(store.file);
      return thread.take(turn);
    },
    close: async () => thread?.close(),
  };
}

function startThread(file: string): TurnWriter {
  const thread = new Worker(new URL('./turn-thread.js', import.meta.url), {
    workerData: file,
    // It keeps nothing but its statements.
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
  });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let ended: Error | undefined;
  const end = (why: Error): void => {
    ended ??= why;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  thread.on('message', (answer: TurnAnswer) => {
    const asked = waiting.get(answer.number);
    waiting.delete(answer.number);
    // Nothing but a turn that is waited for keeps the program running.
    if (waiting.size === 0) thread.unref();
    if ('taken' in answer) asked?.resolve(new Set(answer.taken));
    else asked?.reject(new Error(answer.failed));
  });
  thread.on('error', end);
  thread.on('exit', () => end(new Error('The thread that writes the journal has ended.')));
  thread.unref();
  return {
    take: (turn) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        count += 1;
        waiting.set(count, { resolve, reject });
        thread.ref();
        thread.postMessage({ number: count, turn } satisfies TurnRequest);
      }),
    close: async () => {
      await thread.terminate();
    },
  };
}
