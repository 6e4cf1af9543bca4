import { CompiledQuery, type Kysely, sql } from 'kysely';
import { suppressedSince } from './deliveries.ts';
import { jsonText } from './json-text.ts';
import { settingMeters } from './meters.ts';
import type { Store } from './open-store.ts';
import { roomForTry } from './room.ts';
import type { DeliveryRow, MeterRow, Schema, SuppressionRow } from './schema.ts';
import { suppressing } from './suppressions.ts';

/** What one try changes in its row. */
export type DeliveryChange = Pick<
  DeliveryRow,
  | 'id'
  | 'state'
  | 'attempts'
  | 'detail'
  | 'status'
  | 'server'
  | 'retry_at'
  | 'updated_at'
  | 'address_refused_since'
  | 'sender_refused_since'
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

export function openTurns(store: Store): TakeTurn {
  const { db } = store;
  const accept = acceptQuery(db);
  const settle = settleQuery(db);
  const take = takeQuery(db);
  /** @throws NotAllTaken */
  const write = ({ now, changes, suppressions, meters }: Turn, ids: readonly number[]): Promise<void> =>
    store.writeUnflushed((run) => {
      const accepted = changes.filter(({ state }) => state === 'accepted');
      const others = changes.filter(({ state }) => state !== 'accepted');
      if (accepted.length > 0) run(accept(accepted));
      if (others.length > 0) run(settle(others));
      if (suppressions.length > 0) run(suppressing(db, suppressions).compile());
      if (meters.length > 0) run(settingMeters(db, meters).compile());
      // To throw rolls the turn back: which of them could not be taken is not known.
      if (ids.length > 0 && run(take(ids, now)) !== ids.length) throw new NotAllTaken();
    });
  const writeTurn = async (turn: Turn, ids: readonly number[] = turn.take): Promise<ReadonlySet<number>> => {
    try {
      await write(turn, ids);
      return new Set(ids);
    } catch (error) {
      if (error instanceof NotAllTaken) return writeTurn(turn, await whoIsLeft(db, turn));
      throw error;
    }
  };
  return async (turn) => ({ taken: await writeTurn(turn), onDisk: store.flush() });
}

/** Some of those to be taken have been suppressed since they were read, or are not planned or deferred any more. */
class NotAllTaken extends Error {}

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

type Query<Values extends readonly unknown[]> = (...values: Values) => CompiledQuery;

/** All rows in one statement: a statement for each costs more than the commit. */
function settleQuery(db: Kysely<Schema>): Query<[changes: readonly DeliveryChange[]]> {
  const { sql: text } = sql`
    update delivery set state = value ->> 1, attempts = value ->> 2, detail = value ->> 3, status = value ->> 4,
      server = value ->> 5, retry_at = value ->> 6, updated_at = value ->> 7, address_refused_since = value ->> 8,
      sender_refused_since = value ->> 9, room = null
    from json_each(${null}) where delivery.id = value ->> 0 and delivery.state = 'attempting'`.compile(db);
  return (changes) => CompiledQuery.raw(text, [jsonText(changes.map(valuesOf))]);
}

const valuesOf = (change: DeliveryChange): readonly unknown[] => [
  change.id,
  change.state,
  change.attempts,
  change.detail,
  change.status,
  change.server,
  change.retry_at,
  change.updated_at,
  change.address_refused_since,
  change.sender_refused_since,
];

/** Nearly all: their tries stay counted as they are, so fewer values are handed over. */
function acceptQuery(db: Kysely<Schema>): Query<[changes: readonly DeliveryChange[]]> {
  const { sql: text } = sql`
    update delivery set state = 'accepted', detail = value ->> 1, status = value ->> 2, server = value ->> 3,
      retry_at = null, updated_at = value ->> 4, room = null
    from json_each(${null}) where delivery.id = value ->> 0 and delivery.state = 'attempting'`.compile(db);
  return (changes) => CompiledQuery.raw(text, [jsonText(changes.map(valuesOfAccepted))]);
}

const valuesOfAccepted = ({ id, detail, status, server, updated_at }: DeliveryChange): readonly unknown[] => [
  id,
  detail,
  status,
  server,
  updated_at,
];

function takeQuery(db: Kysely<Schema>): Query<[ids: readonly number[], now: string]> {
  const { sql: text } = sql`
    update delivery set state = 'attempting', attempts = attempts + 1,
      first_tried_at = coalesce(first_tried_at, ${null}), updated_at = ${null}, room = substr(room, ${sql.lit(roomForTry + 1)})
    from json_each(${null})
    where delivery.id = value and delivery.state in ('planned', 'deferred')
      and not exists (select 1 from suppression where suppression.address = delivery.address_key)`.compile(db);
  return (ids, now) => CompiledQuery.raw(text, [now, now, jsonText(ids)]);
}
