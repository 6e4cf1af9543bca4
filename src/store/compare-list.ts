import { type Kysely, sql } from 'kysely';
import { wasPassedOver } from './freeze-writer.ts';
import type { Store } from './open-store.ts';
import type { Schema } from './schema.ts';

/** An address of a list as it is now, and whether it would be mailed. */
export type ListedAddress = { readonly key: string; readonly mailable: boolean };

type WithListed = Schema & { listed: { address_key: string; mailable: number } };

type Compared = {
  readonly edition: string;
  readonly addresses: AsyncIterable<ListedAddress>;
  /** In which states deliveries are left. */
  readonly states: readonly string[];
  /** ISO 8601. */
  readonly now: string;
};

type Comparison = {
  readonly added: number;
  readonly removed: number;
  readonly removedLater: number;
  readonly removedNew: number;
  readonly suppressed: number;
};

/**
 * How a list differs from the frozen audience of an edition: how many would be mailed and are not in it, and how many are left
 * of it and are not on the list; of these, how many were put off until after now. And how many of the others would be mailed
 * now, were they not suppressed.
 */
export async function compareList(store: Store, { edition, addresses, states, now }: Compared): Promise<Comparison> {
  const db = await loadListed(store, addresses);
  const { added } = await db
    .selectFrom('listed')
    .select((select) => select.fn.countAll<number>().as('added'))
    .where('mailable', '=', 1)
    // Row by row, each by the index of addresses: the keys of a long audience do not fit into memory.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('delivery')
            .select('delivery.id')
            .where('edition', '=', edition)
            .whereRef('delivery.address_key', '=', 'listed.address_key')
            .where((row) => row.not(wasPassedOver(row))),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  const lost = await db
    .selectFrom('delivery')
    .select((select) => [
      select.fn.countAll<number>().as('removed'),
      select.fn
        .countAll<number>()
        .filterWhere((row) => row.and([row('state', '=', 'deferred'), row('retry_at', '>', now)]))
        .as('removedLater'),
      select.fn
        .countAll<number>()
        .filterWhere((row) =>
          row.and([
            row('wave', '>', 1),
            row('state', 'in', ['planned', 'deferred']),
            row.or([row('retry_at', 'is', null), row('retry_at', '<=', now)]),
          ]),
        )
        .as('removedNew'),
    ])
    .where('edition', '=', edition)
    .where('state', 'in', states)
    .where('address_key', 'not in', db.selectFrom('listed').select('listed.address_key'))
    .executeTakeFirstOrThrow();
  const { suppressed } = await db
    .selectFrom('suppression')
    .innerJoin('delivery', 'delivery.address_key', 'suppression.address')
    .select((select) => select.fn.countAll<number>().as('suppressed'))
    .where('delivery.edition', '=', edition)
    .where('delivery.state', 'in', states)
    .where(({ or, eb }) =>
      or([eb('delivery.state', '!=', 'deferred'), eb('retry_at', 'is', null), eb('retry_at', '<=', now)]),
    )
    .where('delivery.address_key', 'in', db.selectFrom('listed').select('listed.address_key'))
    .executeTakeFirstOrThrow();
  return { added, ...lost, suppressed };
}

/** Marks those as skipped who are still to be mailed and are on the list no more; returns how many there were. */
export async function skipUnlisted(
  store: Store,
  {
    edition,
    addresses,
    at,
    fromWave,
  }: { edition: string; addresses: AsyncIterable<ListedAddress>; at: string; fromWave: number },
): Promise<number> {
  const db = await loadListed(store, addresses);
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({ state: 'skipped', detail: 'no longer on the list', retry_at: null, updated_at: at })
    .where('edition', '=', edition)
    .where('wave', '>=', fromWave)
    .where('state', 'in', ['planned', 'deferred'])
    .where('address_key', 'not in', db.selectFrom('listed').select('listed.address_key'))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** A temporary table: a list of any length is compared on disk, and the database itself is not touched. */
async function loadListed(store: Store, addresses: AsyncIterable<ListedAddress>): Promise<Kysely<WithListed>> {
  const db = store.db.withTables<{ listed: WithListed['listed'] }>();
  await sql`create temp table if not exists listed (address_key text primary key, mailable integer) without rowid`.execute(
    db,
  );
  await db.deleteFrom('listed').execute();
  let chunk: WithListed['listed'][] = [];
  const write = async (): Promise<void> => {
    if (chunk.length === 0) return;
    await db
      .insertInto('listed')
      .values(chunk)
      // Of one address, a row that can be mailed counts, whichever comes first: as at the freeze.
      .onConflict((conflict) =>
        conflict.column('address_key').doUpdateSet({
          mailable: sql`max(listed.mailable, excluded.mailable)`,
        }),
      )
      .execute();
    chunk = [];
  };
  for await (const { key, mailable } of addresses) {
    chunk.push({ address_key: key, mailable: mailable ? 1 : 0 });
    if (chunk.length === 500) await write();
  }
  await write();
  return db;
}
