import { type Entry, insertUnlessMailed, type NewDelivery } from './freeze-writer.ts';
import type { Store } from './open-store.ts';
import type { SendRow } from './schema.ts';

export const findSend = (store: Store, edition: string): Promise<SendRow | undefined> =>
  store.db.selectFrom('send').selectAll().where('edition', '=', edition).executeTakeFirst();

/** Begins to write an audience down; what an earlier, unfinished freeze of this edition left is dropped first. */
export async function beginFreeze(
  store: Store,
  send: Pick<SendRow, 'edition' | 'content_hash' | 'parts' | 'audience_hash' | 'list'>,
): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    const unfinished = transaction
      .selectFrom('send')
      .select('edition')
      .where('edition', '=', send.edition)
      .where('frozen_at', 'is', null);
    await transaction.deleteFrom('delivery').where('edition', 'in', unfinished).execute();
    await transaction.deleteFrom('send').where('edition', '=', send.edition).where('frozen_at', 'is', null).execute();
    await transaction
      .insertInto('send')
      .values({ ...send, total: 0, frozen_at: null, finished_at: null })
      .execute();
  });
}

/** The moment from which the audience stands: counts what is on disk and dates the send. Returns the counts. */
export async function completeFreeze(
  store: Store,
  { edition, audienceHash, planned, at }: { edition: string; audienceHash: string; planned: number; at: string },
): Promise<{ readonly planned: number; readonly complete: boolean }> {
  return store.db.transaction().execute(async (transaction) => {
    const counted = await transaction
      .selectFrom('delivery')
      .select((select) => [
        select.fn.countAll<number>().as('total'),
        select.fn.countAll<number>().filterWhere('state', '=', 'planned').as('planned'),
      ])
      .where('edition', '=', edition)
      .executeTakeFirstOrThrow();
    if (counted.planned !== planned) return { planned: counted.planned, complete: false };
    await transaction
      .updateTable('send')
      .set({ frozen_at: at, total: counted.total, audience_hash: audienceHash })
      .where('edition', '=', edition)
      .execute();
    return { planned, complete: true };
  });
}

/** Adds those deliveries to a frozen audience whose addresses it does not have; returns how many there were. */
export async function addToAudience(store: Store, entry: Entry, rows: readonly NewDelivery[]): Promise<number> {
  if (rows.length === 0) return 0;
  return store.db.transaction().execute(async (transaction) => {
    const { added, replaced } = await insertUnlessMailed(transaction, entry, rows);
    await transaction
      .updateTable('send')
      .set((row) => ({ total: row('total', '+', added - replaced), finished_at: null }))
      .where('edition', '=', entry.edition)
      .execute();
    return added;
  });
}

/** The wave of the deliveries that were added last; 1 when none were. */
export async function lastWave(store: Store, edition: string): Promise<number> {
  const { wave } = await store.db
    .selectFrom('delivery')
    .select((select) => select.fn.max('wave').as('wave'))
    .where('edition', '=', edition)
    .executeTakeFirstOrThrow();
  return wave ?? 1;
}

/** From now on a send is compared with this content and this list. */
export async function acceptSend(
  store: Store,
  { edition, ...now }: Pick<SendRow, 'edition' | 'content_hash' | 'parts' | 'audience_hash'>,
): Promise<void> {
  await store.db.updateTable('send').set(now).where('edition', '=', edition).execute();
}

/** Dates the end of a send, or takes the date back when there is more to do. */
export async function setFinished(store: Store, edition: string, at: string | null): Promise<void> {
  await store.db.updateTable('send').set({ finished_at: at }).where('edition', '=', edition).execute();
}

/** The edition that was frozen last. */
export const latestSend = (store: Store): Promise<SendRow | undefined> =>
  store.db
    .selectFrom('send')
    .selectAll()
    .where('frozen_at', 'is not', null)
    .orderBy('frozen_at', 'desc')
    .limit(1)
    .executeTakeFirst();
