import type { Kysely } from 'kysely';
import type { Store } from './open-store.ts';
import type { MeterRow, Schema } from './schema.ts';

/** Every meter, by its name. */
export async function readMeters(store: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await store.db.selectFrom('meter').selectAll().execute();
  return new Map(rows.map(({ name, value }) => [name, value]));
}

/** Sets meters, within whatever transaction is open. */
export async function saveMeters(db: Kysely<Schema>, meters: readonly MeterRow[]): Promise<void> {
  await db
    .insertInto('meter')
    .values(meters)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })))
    .execute();
}
