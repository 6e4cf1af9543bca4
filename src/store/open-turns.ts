import { type RawBuilder, sql, type Transaction } from 'kysely';
import { saveMeters } from './meters.ts';
import type { Store } from './open-store.ts';
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

/**
 * Writes one turn of a send in one commit: what came of earlier tries, and the next deliveries that are taken. When it resolves,
 * `attempting` is on disk for every id that is returned. Whoever was suppressed since the audience was frozen is marked and left out.
 */
export type TakeTurn = (turn: Turn) => Promise<ReadonlySet<number>>;

/** The two statements of nearly every turn are built once for each number of rows: to build them takes longer than to carry them out. */
export function openTurns(store: Store): TakeTurn {
  const change = rememberTexts(store, updateRows);
  const attempt = rememberTexts(store, takeRows);
  const settle = async (transaction: Transaction<Schema>, { changes, suppressions, meters }: Turn): Promise<void> => {
    if (changes.length > 0) await transaction.executeQuery(change(changes.length, changes.flatMap(valuesOf)));
    if (suppressions.length > 0) {
      await transaction
        .insertInto('suppression')
        .values(suppressions)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    if (meters.length > 0) await saveMeters(transaction, meters);
  };
  const takeAll = async (transaction: Transaction<Schema>, take: readonly number[], now: string): Promise<void> => {
    if (take.length === 0) return;
    const { numAffectedRows } = await transaction.executeQuery(attempt(take.length, [now, now, ...take]));
    // To throw rolls the turn back: which of them could not be taken is not known.
    if (Number(numAffectedRows) !== take.length) throw new NotAllTaken();
  };
  const writeWhole = (turn: Turn): Promise<ReadonlySet<number>> =>
    store.db.transaction().execute(async (transaction) => {
      await settle(transaction, turn);
      await takeAll(transaction, turn.take, turn.now);
      return new Set(turn.take);
    });
  const writeWhoIsLeft = (turn: Turn): Promise<ReadonlySet<number>> =>
    store.db.transaction().execute(async (transaction) => {
      await settle(transaction, turn);
      const left = await whoIsLeft(transaction, turn);
      await takeAll(transaction, left, turn.now);
      return new Set(left);
    });
  return async (turn) => {
    try {
      return await writeWhole(turn);
    } catch (error) {
      if (error instanceof NotAllTaken) return writeWhoIsLeft(turn);
      throw error;
    }
  };
}

/** Some of those to be taken have been suppressed since they were read, or are not planned or deferred any more. */
class NotAllTaken extends Error {}

/** Looks at each of them, which takes longer than to take them, and is needed in few turns. */
async function whoIsLeft(transaction: Transaction<Schema>, { take, now }: Turn): Promise<readonly number[]> {
  await markSuppressed(transaction, take, now);
  const left = await transaction
    .selectFrom('delivery')
    .select('id')
    .where('id', 'in', take)
    .where('state', 'in', ['planned', 'deferred'])
    .execute();
  return left.map(({ id }) => id);
}

const places = (count: number): RawBuilder<unknown> => sql.join(Array.from({ length: count }, () => sql`${null}`));

/** All rows in one statement: a statement for each costs more than the commit. */
const updateRows = (rows: number): RawBuilder<unknown> => sql`
  update delivery set state = change.column2, attempts = change.column3, detail = change.column4,
    status = change.column5, server = change.column6, retry_at = change.column7, updated_at = change.column8
  from (values ${sql.join(Array.from({ length: rows }, () => sql`(${places(8)})`))}) as change
  where delivery.id = change.column1`;

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

const markSuppressed = (db: Transaction<Schema>, ids: readonly number[], now: string): Promise<unknown> =>
  db
    .updateTable('delivery')
    .from('suppression')
    .set((row) => ({
      state: 'skipped',
      detail: sql<string>`'suppressed: ' || ${row.ref('suppression.reason')}`,
      retry_at: null,
      updated_at: now,
    }))
    .whereRef('suppression.address', '=', 'delivery.address_key')
    .where('delivery.id', 'in', ids)
    .where('delivery.state', 'in', ['planned', 'deferred'])
    .execute();
