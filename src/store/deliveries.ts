import { type Kysely, sql } from 'kysely';
import type { Store } from './open-store.ts';
import type { DeliveryRow, Schema } from './schema.ts';

/** What most deliveries are, and pass through: no index is kept of these. */
const ordinaryStates: readonly string[] = ['planned', 'attempting', 'accepted'];

/** Of a query for one of the others, in the words of their index: SQLite looks no further to see that it may use it. */
const isException = sql<boolean>`state not in ('planned', 'attempting', 'accepted')`;

/** How many of an edition's deliveries of a wave or later are in each of these states; those in which none is are left out. */
export async function countDeliveries(
  store: Store,
  edition: string,
  { states, fromWave = 1 }: { readonly states: readonly string[]; readonly fromWave?: number | undefined },
): Promise<Readonly<Record<string, number>>> {
  // Counted while they are read: to group a million by state would sort them first, in memory.
  const row = await store.db
    .selectFrom('delivery')
    .select((select) => states.map((state) => select.fn.countAll<number>().filterWhere('state', '=', state).as(state)))
    .where('edition', '=', edition)
    .where('wave', '>=', fromWave)
    .executeTakeFirstOrThrow();
  return Object.fromEntries(Object.entries<number>(row).filter(([, count]) => count > 0));
}

/** How many deferred deliveries may be tried again by then, and when the next of the others may be. */
export async function countDue(
  store: Store,
  { edition, now, fromWave }: { readonly edition: string; readonly now: string; readonly fromWave: number },
): Promise<{ readonly due: number; readonly next: string | undefined }> {
  const row = await store.db
    .selectFrom('delivery')
    .select((select) => [
      select.fn
        .countAll<number>()
        .filterWhere(({ or, eb }) => or([eb('retry_at', '<=', now), eb('retry_at', 'is', null)]))
        .as('due'),
      select.fn.min('retry_at').filterWhere('retry_at', '>', now).as('next'),
    ])
    .where('edition', '=', edition)
    .where('state', '=', 'deferred')
    .where(isException)
    .where('wave', '>=', fromWave)
    .executeTakeFirstOrThrow();
  return { due: row.due, next: row.next ?? undefined };
}

/** The deliveries of an edition in the order of the list, in one state or in any, a page at a time. */
export async function* listDeliveries(store: Store, edition: string, state?: string): AsyncIterable<DeliveryRow> {
  const all = store.db.selectFrom('delivery').selectAll().where('edition', '=', edition);
  const inState = state === undefined ? all : all.where('state', '=', state);
  const chosen = state === undefined || ordinaryStates.includes(state) ? inState : inState.where(isException);
  for (let after = 0; ; ) {
    const page = await chosen.where('id', '>', after).orderBy('id').limit(500).execute();
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < 500) return;
    after = last.id;
  }
}

/** Moves every delivery of an edition from one state to another, and forgets since when it was refused; returns how many there were. */
export async function moveDeliveries(
  store: Store,
  { edition, from, to, detail, at }: { edition: string; from: string; to: string; detail: string; at: string },
): Promise<number> {
  const result = await store.db
    .updateTable('delivery')
    .set({
      state: to,
      detail,
      retry_at: null,
      address_refused_since: null,
      sender_refused_since: null,
      updated_at: at,
    })
    .where('edition', '=', edition)
    .where('state', '=', from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Marks those as skipped who are still to be mailed and have been suppressed since; returns how many there were. */
export async function skipSuppressed(
  store: Store,
  { edition, at }: { readonly edition: string; readonly at: string },
): Promise<number> {
  const { numUpdatedRows } = await suppressedSince(store.db, at)
    .where('delivery.edition', '=', edition)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The update by which deliveries that still wait are skipped, with the reason, when their address is suppressed. */
export const suppressedSince = (db: Kysely<Schema>, at: string) =>
  db
    .updateTable('delivery')
    .from('suppression')
    .set((row) => ({
      state: 'skipped',
      detail: sql<string>`'suppressed: ' || ${row.ref('suppression.reason')}`,
      retry_at: null,
      updated_at: at,
    }))
    .whereRef('suppression.address', '=', 'delivery.address_key')
    .where('delivery.state', 'in', ['planned', 'deferred']);

/** Makes those due that were given up for as long as the sender's fault lasted. */
export async function reviveDeferred(store: Store, edition: string, now: string): Promise<void> {
  await store.db
    .updateTable('delivery')
    .set({ retry_at: now })
    .where('edition', '=', edition)
    .where('state', '=', 'deferred')
    .where('retry_at', 'is', null)
    .execute();
}
