import type { Kysely } from 'kysely';
import type { Store } from './open-store.ts';
import type { Schema, SuppressionRow } from './schema.ts';

/** Why an address (by its key) must not be mailed, or undefined when it may be. */
export async function suppressionReason(store: Store, addressKey: string): Promise<string | undefined> {
  const row = await store.db
    .selectFrom('suppression')
    .select('reason')
    .where('address', '=', addressKey)
    .executeTakeFirst();
  return row?.reason;
}

/** Of some addresses (by their keys) those that must not be mailed, and why. */
export async function suppressionReasons(
  store: Store,
  addressKeys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await store.db
    .selectFrom('suppression')
    .select(['address', 'reason'])
    .where('address', 'in', addressKeys)
    .execute();
  return new Map(rows.map(({ address, reason }) => [address, reason]));
}

/** Puts an address on the suppression list; an address that is there keeps its first reason. */
export async function addSuppression(store: Store, suppression: SuppressionRow): Promise<void> {
  await suppressing(store.db, [suppression]).execute();
}

/** The query that puts addresses on the list. */
export const suppressing = (db: Kysely<Schema>, suppressions: readonly SuppressionRow[]) =>
  db
    .insertInto('suppression')
    .values(suppressions)
    .onConflict((conflict) => conflict.doNothing());

/** Takes an address off the list; false when it was not on it. */
export async function removeSuppression(store: Store, addressKey: string): Promise<boolean> {
  const result = await store.db.deleteFrom('suppression').where('address', '=', addressKey).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Every suppression, by address, a page at a time. */
export async function* listSuppressions(store: Store): AsyncIterable<SuppressionRow> {
  for (let after = ''; ; ) {
    const page = await store.db
      .selectFrom('suppression')
      .selectAll()
      .where('address', '>', after)
      .orderBy('address')
      .limit(1000)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < 1000) return;
    after = last.address;
  }
}
