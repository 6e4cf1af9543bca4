import { countDeliveries, countDue, listDeliveries, moveDeliveries } from '../../store/deliveries.ts';
import type { Store } from '../../store/open-store.ts';
import { findSend, latestSend, setFinished } from '../../store/sends.ts';
import type { Delivery, DeliveryState } from '../delivery.ts';
import { readDelivery } from './delivery-row.ts';
import { freezeAudience, type NewSend } from './freeze-audience.ts';
import { lockSends } from './lock-sends.ts';
import { recordTurn, type Settled, type TurnResult } from './record-turn.ts';

/** A send as the journal remembers it. */
export type Send = {
  readonly edition: string;
  readonly contentHash: string;
  readonly audienceHash: string;
  readonly list: string;
  readonly total: number;
  readonly frozenAt: string;
  readonly finishedAt?: string;
};

/** How many deliveries of an edition are in each state. */
export type DeliveryCounts = Readonly<Partial<Record<DeliveryState, number>>>;

/** The durable record of deliveries; journal.md says what a crash does to it at each point. */
export type Journal = {
  /** The send of an edition whose audience is frozen. */
  readonly find: (edition: string) => Promise<Send | undefined>;
  /** The edition that was frozen last. */
  readonly latest: () => Promise<string | undefined>;
  readonly counts: (edition: string) => Promise<DeliveryCounts>;
  readonly due: (edition: string, now: Date) => Promise<{ readonly due: number; readonly next: string | undefined }>;
  readonly list: (edition: string, state: DeliveryState) => AsyncIterable<Delivery>;
  /** One send at a time in a newsletter. Gives the way to let go. @throws MastheadError SEND_RUNNING */
  readonly lock: (edition: string, now: Date) => Promise<() => void>;
  /** Writes the audience down before the first message. @throws MastheadError LIST_CHANGED */
  readonly freeze: (send: NewSend) => Promise<void>;
  /** Those found `attempting` when nobody is sending: nobody can know whether they arrived. */
  readonly giveUpAttempting: (edition: string, now: Date) => Promise<number>;
  /** By the user's word only: the unknown are planned again. */
  readonly planUnknown: (edition: string, now: Date) => Promise<number>;
  /** Writes down what came of tries and takes the next deliveries, `attempting` on disk. @throws MastheadError JOURNAL_NOT_WRITTEN */
  readonly turn: (turn: {
    edition: string;
    settled: readonly Settled[];
    take: number;
    now: Date;
  }) => Promise<TurnResult>;
  /** Dates the end of a send when nothing of it is left to do. */
  readonly finish: (edition: string, now: Date) => Promise<void>;
};

/** @param lockFile beside the database; held by whoever sends */
export function openJournal({ store, lockFile }: { readonly store: Store; readonly lockFile: string }): Journal {
  const counts: Journal['counts'] = (edition) => countDeliveries(store, edition);
  return {
    find: async (edition) => readSend(await findSend(store, edition)),
    latest: async () => (await latestSend(store))?.edition,
    counts,
    due: (edition, now) => countDue(store, edition, now.toISOString()),
    list: async function* (edition, state) {
      for await (const row of listDeliveries(store, edition, state)) yield readDelivery(row);
    },
    lock: (edition, now) => lockSends(lockFile, { edition, now }),
    freeze: (send) => freezeAudience(store, send),
    giveUpAttempting: (edition, now) =>
      moveDeliveries(store, {
        edition,
        from: 'attempting',
        to: 'unknown',
        detail: 'the send ended while this message was on its way',
        at: now.toISOString(),
      }),
    planUnknown: (edition, now) =>
      moveDeliveries(store, {
        edition,
        from: 'unknown',
        to: 'planned',
        detail: 'to be sent again',
        at: now.toISOString(),
      }),
    turn: (turn) => recordTurn(store, turn),
    finish: async (edition, now) => {
      const { planned = 0, attempting = 0, deferred = 0 } = await counts(edition);
      await setFinished(store, edition, planned + attempting + deferred === 0 ? now.toISOString() : null);
    },
  };
}

function readSend(row: Awaited<ReturnType<typeof findSend>>): Send | undefined {
  if (!row?.frozen_at) return undefined;
  return {
    edition: row.edition,
    contentHash: row.content_hash,
    audienceHash: row.audience_hash,
    list: row.list,
    total: row.total,
    frozenAt: row.frozen_at,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
  };
}
