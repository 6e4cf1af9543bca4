import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from './open-store.ts';
import { takeTurn } from './take-turn.ts';
import type { TurnAnswer, TurnRequest } from './turn-writer.ts';

/** The thread of turn-writer.ts: writes one turn after the other, each answered when it is on disk. It ends when nobody listens any more. */
const store = await openStore(String(workerData));

parentPort?.on('message', async ({ number, turn }: TurnRequest) => {
  const answer = (given: TurnAnswer): void => parentPort?.postMessage(given);
  try {
    answer({ number, taken: [...(await takeTurn(store, turn))] });
  } catch (error) {
    answer({ number, failed: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.on('close', () => void store.close());
