import type { Audience } from '../../audience/audience.ts';
import {
  countDeliveries,
  countDue,
  listDeliveries,
  moveDeliveries,
  reviveDeferred,
  skipSuppressed,
} from '../../store/deliveries.ts';
import { readMeters } from '../../store/meters.ts';
import type { Store } from '../../store/open-store.ts';
import { openTurns } from '../../store/open-turns.ts';
import { nextDeferred, nextPlanned, type Stretch } from '../../store/read-ahead.ts';
import { acceptSend, findSend, lastWave, latestSend, setFinished } from '../../store/sends.ts';
import { type Delivery, type DeliveryState, deliveryStates, type Waiting } from '../delivery.ts';
import { compareAudience, type Left, type ListChange, skipDeparted } from './compare-audience.ts';
import { readDelivery, readWaiting } from './delivery-row.ts';
import { addNewSubscribers, freezeAudience, type NewSend } from './freeze-audience.ts';
import { guardJournal, guardStart } from './guard-journal.ts';
import { lockSends } from './lock-sends.ts';
import { recordTurn, type TurnInput, type TurnResult } from './record-turn.ts';
import { defaultRetry, type Retry } from './retry.ts';

/** A send as the journal remembers it. */
export type Send = {
  readonly edition: string;
  readonly contentHash: string;
  /** A hash for each part of the content; empty in sends of before they were kept. */
  readonly parts: Readonly<Record<string, string>>;
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
  /** @param fromWave 2 leaves out those of the first freeze */
  readonly counts: (edition: string, fromWave?: number) => Promise<DeliveryCounts>;
  /** How many of the deferred may be tried by then, and when the next of the others may. */
  readonly due: (
    edition: string,
    now: Date,
    fromWave?: number,
  ) => Promise<{ readonly due: number; readonly next: string | undefined }>;
  readonly list: (edition: string, state?: DeliveryState) => AsyncIterable<Delivery>;
  /** One send at a time in a newsletter. Gives the way to let go. @throws MastheadError SEND_RUNNING */
  readonly lock: (edition: string, now: Date) => Promise<() => void>;
  /** Writes the audience down before the first message. @throws MastheadError LIST_CHANGED */
  readonly freeze: (send: NewSend) => Promise<void>;
  /** Those found `attempting` when nobody is sending: nobody can know whether they arrived. */
  readonly giveUpAttempting: (edition: string, now: Date) => Promise<number>;
  /** By the user's word only: the unknown are planned again. */
  readonly planUnknown: (edition: string, now: Date) => Promise<number>;
  /** Those to be tried next, read ahead of the turns that take them. @throws MastheadError JOURNAL_NOT_WRITTEN */
  readonly planned: (stretch: Stretch, page: { after: number; limit: number }) => Promise<readonly Waiting[]>;
  readonly deferred: (stretch: Stretch, limit: number) => Promise<readonly Waiting[]>;
  /** The most milliseconds for which a turn waits for more to write down; a commit for each outcome would cost more than the sending. */
  readonly gathering: number;
  /** Writes down what came of tries and takes the next deliveries. @throws MastheadError JOURNAL_NOT_WRITTEN */
  readonly turn: (turn: TurnInput) => Promise<TurnResult>;
  /** What rates and daily limits remember from run to run. */
  readonly meters: () => Promise<ReadonlyMap<string, number>>;
  /** How a list differs from the frozen audience. */
  readonly compare: (edition: string, audience: Audience, left: Left) => Promise<ListChange>;
  /** Adds those of a list whom the frozen audience lacks, as a wave of their own; gives how many there were. */
  readonly addNew: (send: Pick<NewSend, 'edition' | 'audience' | 'now'>) => Promise<number>;
  /** By the user's word only: this content and this list stand from now on; who left the list is passed over. */
  readonly accept: (send: Omit<NewSend, 'mail'>) => Promise<void>;
  /** Makes those due again that were given up because the sender was refused. */
  readonly revive: (edition: string, now: Date) => Promise<void>;
  /** Passes over those who were suppressed after the audience was frozen; gives how many there were. */
  readonly skipSuppressed: (edition: string, now: Date) => Promise<number>;
  /** Dates the end of a send when nothing of it is left to do. */
  readonly finish: (edition: string, now: Date) => Promise<void>;
};

export type JournalOptions = {
  readonly store: Store;
  /** Beside the database; held by whoever sends. */
  readonly lockFile: string;
  readonly retry?: Retry;
  /** From 0 up to 1: spreads the retries. */
  readonly random?: () => number;
};

export function openJournal({ store, lockFile, retry = defaultRetry, random = Math.random }: JournalOptions): Journal {
  const takeTurn = openTurns(store);
  const counts: Journal['counts'] = (edition, fromWave) =>
    countDeliveries(store, edition, { states: deliveryStates, fromWave });
  return {
    find: async (edition) => readSend(await findSend(store, edition)),
    latest: async () => (await latestSend(store))?.edition,
    counts,
    due: (edition, now, fromWave = 1) => countDue(store, { edition, now: now.toISOString(), fromWave }),
    list: async function* (edition, state) {
      for await (const row of listDeliveries(store, edition, state)) yield readDelivery(row);
    },
    lock: (edition, now) => lockSends(lockFile, { edition, now }),
    freeze: (send) => freezeAudience(store, send),
    giveUpAttempting: (edition, now) =>
      guardStart(() =>
        moveDeliveries(store, {
          edition,
          from: 'attempting',
          to: 'unknown',
          detail: 'the send ended while this message was on its way',
          at: now.toISOString(),
        }),
      ),
    planUnknown: (edition, now) =>
      guardStart(() =>
        moveDeliveries(store, {
          edition,
          from: 'unknown',
          to: 'planned',
          detail: 'to be sent again',
          at: now.toISOString(),
        }),
      ),
    planned: (stretch, page) => guardJournal(async () => (await nextPlanned(store, stretch, page)).map(readWaiting)),
    deferred: (stretch, limit) =>
      guardJournal(async () => (await nextDeferred(store, stretch, limit)).map(readWaiting)),
    gathering: 3,
    turn: (turn) => recordTurn(takeTurn, turn, { retry, random }),
    meters: () => readMeters(store),
    compare: (edition, audience, left) => compareAudience(store, { edition, audience, ...left }),
    addNew: async (send) => {
      await guardStart(() => skipDeparted(store, { ...send, fromWave: 2 }));
      return addNewSubscribers(store, { ...send, wave: (await lastWave(store, send.edition)) + 1 });
    },
    accept: ({ edition, contentHash, parts, audience, audienceHash, now }) =>
      guardStart(async () => {
        await skipDeparted(store, { edition, audience, now });
        const kept = { content_hash: contentHash, parts: parts ? JSON.stringify(parts) : null };
        await acceptSend(store, { edition, audience_hash: audienceHash, ...kept });
      }),
    skipSuppressed: (edition, now) => guardStart(() => skipSuppressed(store, { edition, at: now.toISOString() })),
    revive: (edition, now) => guardStart(() => reviveDeferred(store, edition, now.toISOString())),
    finish: (edition, now) =>
      guardJournal(async () => {
        const { planned = 0, attempting = 0, deferred = 0 } = await counts(edition);
        await setFinished(store, edition, planned + attempting + deferred === 0 ? now.toISOString() : null);
      }),
  };
}

function readSend(row: Awaited<ReturnType<typeof findSend>>): Send | undefined {
  if (!row?.frozen_at) return undefined;
  return {
    edition: row.edition,
    contentHash: row.content_hash,
    parts: readParts(row.parts),
    audienceHash: row.audience_hash,
    list: row.list,
    total: row.total,
    frozenAt: row.frozen_at,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
  };
}

function readParts(json: string | null): Readonly<Record<string, string>> {
  const value: unknown = json === null ? {} : JSON.parse(json);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([part, hash]) => [part, String(hash)]));
}
