import type { Delivery } from '../../../src/deliver/delivery.ts';
import type { Journal } from '../../../src/deliver/journal/journal.ts';
import type { TurnInput } from '../../../src/deliver/journal/record-turn.ts';
import type { FlushedLog } from './flushed-log.ts';

const nothing = async (): Promise<void> => undefined;

/**
 * A journal that forgets everything: what a send costs beside it is what the real one costs. With a log it writes each turn
 * there, and is waited for as the real one is.
 * @param gathering of the real one
 */
export function journalInMemory(gathering: number, log?: FlushedLog): Journal {
  const planned: Delivery[] = [];
  let accepted = 0;
  return {
    find: async () => undefined,
    latest: async () => undefined,
    counts: async () => ({ accepted }),
    due: async () => ({ due: 0, next: undefined }),
    list: async function* () {},
    lock: async () => () => undefined,
    freeze: async ({ audience, now }) => {
      for await (const row of audience.rows()) {
        if (row.kind === 'skipped') continue;
        const { address, name, fields } = row.subscriber;
        const known = { address, fields, ...(name === undefined ? {} : { name }) };
        planned.push({ id: planned.length + 1, ...known, state: 'planned', attempts: 0, updatedAt: now });
      }
    },
    giveUpAttempting: async () => 0,
    planUnknown: async () => 0,
    // An id is its place in the list, so what comes after it begins there.
    planned: async (_, { after, limit }) => planned.slice(after, after + limit),
    deferred: async () => [],
    gathering: log ? gathering : 0,
    turn: async ({ settled, take }) => {
      accepted += settled.filter(({ outcome }) => outcome.state === 'accepted').length;
      return {
        taken: new Set(take.map(({ id }) => id)),
        changes: settled.map(({ outcome }) => ({ state: outcome.state, detail: '', attempts: 1 })),
        onDisk: log ? log.append(textOf(settled, take)) : Promise.resolve(),
      };
    },
    meters: async () => new Map(),
    compare: async () => ({ added: 0, removed: 0, removedLater: 0, removedNew: 0, suppressed: 0 }),
    addNew: async () => 0,
    accept: nothing,
    revive: nothing,
    skipSuppressed: async () => 0,
    finish: nothing,
  };
}

/** Who was settled and how, and who is taken. */
const textOf = (settled: TurnInput['settled'], take: TurnInput['take']): string =>
  `${JSON.stringify([settled.map(({ delivery, outcome, at }) => [delivery.id, at, outcome]), take.map(({ id }) => id)])}\n`;
