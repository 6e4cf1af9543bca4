import type { Store } from './open-store.ts';
import type { DeliveryRow } from './schema.ts';

/** How many deliveries of an edition are in each state that any is in. */
export async function countDeliveries(store: Store, edition: string): Promise<Readonly<Record<string, number>>> {
  const rows = await store.db
    .selectFrom('delivery')
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .where('edition', '=', edition)
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** How many deferred deliveries may be tried again by then, and when the next of the others may be. */
export async function countDue(
  store: Store,
  edition: string,
  now: string,
): Promise<{ readonly due: number; readonly next: string | undefined }> {
  const row = await store.db
    .selectFrom('delivery')
    .select((select) => [
      select.fn.countAll<number>().filterWhere('retry_at', '<=', now).as('due'),
      select.fn.min('retry_at').filterWhere('retry_at', '>', now).as('next'),
    ])
    .where('edition', '=', edition)
    .where('state', '=', 'deferred')
    .executeTakeFirstOrThrow();
  return { due: row.due, next: row.next ?? undefined };
}

/** The deliveries of an edition in one state, in the order of the list, a page at a time. */
export async function* listDeliveries(store: Store, edition: string, state: string): AsyncIterable<DeliveryRow> {
  for (let after = 0; ; ) {
    const page = await store.db
      .selectFrom('delivery')
      .selectAll()
      .where('edition', '=', edition)
      .where('state', '=', state)
      .where('id', '>', after)
      .orderBy('id')
      .limit(500)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < 500) return;
    after = last.id;
  }
}

/** Moves every delivery of an edition from one state to another; returns how many there were. */
export async function moveDeliveries(
  store: Store,
  { edition, from, to, detail, at }: { edition: string; from: string; to: string; detail: string; at: string },
): Promise<number> {
  const result = await store.db
    .updateTable('delivery')
    .set({ state: to, detail, updated_at: at })
    .where('edition', '=', edition)
    .where('state', '=', from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
