import { sql, type Transaction } from 'kysely';
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
 * One turn of a send in one commit: what came of earlier tries is written down, and the next deliveries are taken.
 * When this resolves, `attempting` is on disk for every id that is returned. Whoever was suppressed since the audience was
 * frozen is marked and left out.
 */
export const takeTurn = (store: Store, turn: Turn): Promise<ReadonlySet<number>> =>
  store.db.transaction().execute(async (transaction) => {
    if (turn.changes.length > 0) await writeChanges(transaction, turn.changes);
    if (turn.suppressions.length > 0) {
      await transaction
        .insertInto('suppression')
        .values(turn.suppressions)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    if (turn.meters.length > 0) await saveMeters(transaction, turn.meters);
    if (turn.take.length === 0) return new Set<number>();
    const taken = new Set(await markAttempting(transaction, turn));
    const suppressed = turn.take.filter((id) => !taken.has(id));
    if (suppressed.length > 0) await markSuppressed(transaction, suppressed, turn.now);
    return taken;
  });

/** All rows in one statement: a statement for each costs more than the commit. */
async function writeChanges(db: Transaction<Schema>, changes: readonly DeliveryChange[]): Promise<void> {
  const rows = changes.map(
    ({ id, state, attempts, detail, status, server, retry_at, updated_at }) =>
      sql`(${id}, ${state}, ${attempts}, ${detail}, ${status}, ${server}, ${retry_at}, ${updated_at})`,
  );
  await sql`
    update delivery set state = change.column2, attempts = change.column3, detail = change.column4,
      status = change.column5, server = change.column6, retry_at = change.column7, updated_at = change.column8
    from (values ${sql.join(rows)}) as change where delivery.id = change.column1`.execute(db);
}

async function markAttempting(db: Transaction<Schema>, { take, now }: Turn): Promise<readonly number[]> {
  const rows = await db
    .updateTable('delivery')
    .set((row) => ({
      state: 'attempting',
      attempts: row('attempts', '+', 1),
      first_tried_at: row.fn.coalesce('first_tried_at', row.val(now)),
      updated_at: now,
    }))
    .where('id', 'in', take)
    .where('state', 'in', ['planned', 'deferred'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('suppression')
            .select('suppression.address')
            .whereRef('suppression.address', '=', 'delivery.address_key'),
        ),
      ),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

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
