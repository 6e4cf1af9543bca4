import { type Kysely, type RawBuilder, sql } from 'kysely';
import { suppressedSince } from './deliveries.ts';
import { saveMeters } from './meters.ts';
import type { Store } from './open-store.ts';
import { places, rowsOfPlaces } from './places.ts';
import { rememberTexts } from './remember-texts.ts';
import type { DeliveryRow, MeterRow, Schema, SuppressionRow } from './schema.ts';

/** What one try changes in its row. */
export type DeliveryChange = Pick<
  DeliveryRow,
  'id' | 'state' | 'attempts' | 'detail' | 'status' | 'server' | 'retry_at' | 'updated_at'
>;

export type Turn = {
  readonly now: string;
  readonly changes: readonly DeliveryChange[];
  readonly suppressions: readonly SuppressionRow[];
  /** The ids of the deliveries to take. */
  readonly take: readonly number[];
  readonly meters: readonly MeterRow[];
};

/** What a turn did, and when it is certain to stay done. */
export type TurnWritten = {
  /** The ids of those that were taken. Whoever was suppressed since the audience was frozen is marked and left out. */
  readonly taken: ReadonlySet<number>;
  /** Resolves when the turn is on the disk. */
  readonly onDisk: Promise<void>;
};

/** Writes one turn of a send in one commit: what came of earlier tries, and the next deliveries that are taken. */
export type TakeTurn = (turn: Turn) => Promise<TurnWritten>;

/** The statements of nearly every turn are remembered. */
export function openTurns(store: Store): TakeTurn {
  const accept = rememberTexts(store, acceptRows);
  const change = rememberTexts(store, updateRows);
  const attempt = rememberTexts(store, takeRows);
  const settle = async (db: Kysely<Schema>, { changes, suppressions, meters }: Turn): Promise<void> => {
    const accepted = changes.filter(({ state }) => state === 'accepted');
    const others = changes.filter(({ state }) => state !== 'accepted');
    if (accepted.length > 0) await db.executeQuery(accept(accepted.length, accepted.flatMap(valuesOfAccepted)));
    if (others.length > 0) await db.executeQuery(change(others.length, others.flatMap(valuesOf)));
    if (suppressions.length > 0) {
      await db
        .insertInto('suppression')
        .values(suppressions)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    if (meters.length > 0) await saveMeters(db, meters);
  };
  const takeAll = async (db: Kysely<Schema>, take: readonly number[], now: string): Promise<void> => {
    if (take.length === 0) return;
    const { numAffectedRows } = await db.executeQuery(attempt(take.length, [now, now, ...take]));
    // To throw rolls the turn back: which of them could not be taken is not known.
    if (Number(numAffectedRows) !== take.length) throw new NotAllTaken();
  };
  const write = (turn: Turn, whom: WhomToTake): Promise<ReadonlySet<number>> =>
    store.writeUnflushed(async (db) => {
      await settle(db, turn);
      const take = await whom(db, turn);
      await takeAll(db, take, turn.now);
      return new Set(take);
    });
  const writeTurn = async (turn: Turn): Promise<ReadonlySet<number>> => {
    try {
      return await write(turn, everyone);
    } catch (error) {
      if (error instanceof NotAllTaken) return write(turn, whoIsLeft);
      throw error;
    }
  };
  return async (turn) => ({ taken: await writeTurn(turn), onDisk: store.flush() });
}

/** Some of those to be taken have been suppressed since they were read, or are not planned or deferred any more. */
class NotAllTaken extends Error {}

type WhomToTake = (db: Kysely<Schema>, turn: Turn) => Promise<readonly number[]>;

const everyone: WhomToTake = async (_, { take }) => take;

/** Looks at each of them, which takes longer than to take them, and is needed in few turns. */
async function whoIsLeft(db: Kysely<Schema>, { take, now }: Turn): Promise<readonly number[]> {
  await suppressedSince(db, now).where('delivery.id', 'in', take).execute();
  const left = await db
    .selectFrom('delivery')
    .select('id')
    .where('id', 'in', take)
    .where('state', 'in', ['planned', 'deferred'])
    .execute();
  return left.map(({ id }) => id);
}

/** Nearly all: their tries stay counted as they are, so fewer values are handed over. */
const acceptRows = (rows: number): RawBuilder<unknown> => sql`
  update delivery set state = 'accepted', detail = change.column2, status = change.column3, server = change.column4,
    retry_at = null, updated_at = change.column5
  from (values ${rowsOfPlaces(rows, 5)}) as change
  where delivery.id = change.column1 and delivery.state = 'attempting'`;

const valuesOfAccepted = ({ id, detail, status, server, updated_at }: DeliveryChange): readonly unknown[] => [
  id,
  detail,
  status,
  server,
  updated_at,
];

/** All rows in one statement: a statement for each costs more than the commit. */
const updateRows = (rows: number): RawBuilder<unknown> => sql`
  update delivery set state = change.column2, attempts = change.column3, detail = change.column4,
    status = change.column5, server = change.column6, retry_at = change.column7, updated_at = change.column8
  from (values ${rowsOfPlaces(rows, 8)}) as change
  where delivery.id = change.column1 and delivery.state = 'attempting'`;

const valuesOf = (change: DeliveryChange): readonly unknown[] => [
  change.id,
  change.state,
  change.attempts,
  change.detail,
  change.status,
  change.server,
  change.retry_at,
  change.updated_at,
];

const takeRows = (rows: number): RawBuilder<unknown> => sql`
  update delivery set state = 'attempting', attempts = attempts + 1,
    first_tried_at = coalesce(first_tried_at, ${null}), updated_at = ${null}
  where id in (${places(rows)}) and state in ('planned', 'deferred')
    and not exists (select 1 from suppression where suppression.address = delivery.address_key)`;
