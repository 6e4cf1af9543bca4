import { CompiledQuery, type RawBuilder, sql, type Transaction } from 'kysely';
import { saveMeters } from './meters.ts';
import type { Store } from './open-store.ts';
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
  return (turn) =>
    store.db.transaction().execute(async (transaction) => {
      if (turn.changes.length > 0)
        await transaction.executeQuery(change(turn.changes.length, turn.changes.flatMap(valuesOf)));
      if (turn.suppressions.length > 0) {
        await transaction
          .insertInto('suppression')
          .values(turn.suppressions)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      if (turn.meters.length > 0) await saveMeters(transaction, turn.meters);
      if (turn.take.length === 0) return new Set<number>();
      const { rows } = await transaction.executeQuery(attempt(turn.take.length, [turn.now, turn.now, ...turn.take]));
      const taken = new Set(rows.map(({ id }) => id));
      const suppressed = turn.take.filter((id) => !taken.has(id));
      if (suppressed.length > 0) await markSuppressed(transaction, suppressed, turn.now);
      return taken;
    });
}

/** Gives a query its text, built when so many rows come for the first time, and its values in the order in which they stand there. */
function rememberTexts<Row>(
  store: Store,
  build: (rows: number) => RawBuilder<Row>,
): (rows: number, values: readonly unknown[]) => CompiledQuery<Row> {
  const texts = new Map<number, string>();
  return (rows, values) => {
    const text = texts.get(rows) ?? build(rows).compile(store.db).sql;
    texts.set(rows, text);
    return CompiledQuery.raw(text, [...values]);
  };
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

const takeRows = (rows: number): RawBuilder<{ id: number }> => sql`
  update delivery set state = 'attempting', attempts = attempts + 1,
    first_tried_at = coalesce(first_tried_at, ${null}), updated_at = ${null}
  where id in (${places(rows)}) and state in ('planned', 'deferred')
    and not exists (select 1 from suppression where suppression.address = delivery.address_key)
  returning id`;

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
