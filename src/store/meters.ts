import type { Kysely } from 'kysely';
import type { Store } from './open-store.ts';
import type { MeterRow, Schema } from './schema.ts';

/** Every meter, by its name. */
export async function readMeters(store: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await store.db.selectFrom('meter').selectAll().execute();
  return new Map(rows.map(({ name, value }) => [name, value]));
}

/** The query that sets meters. */
export const settingMeters = (db: Kysely<Schema>, meters: readonly MeterRow[]) =>
  db
    .insertInto('meter')
    .values(meters)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })));
