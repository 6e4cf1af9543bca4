import { CompiledQuery } from 'kysely';
import type { Store } from './open-store.ts';
import type { DeliveryRow, SendRow } from './schema.ts';

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

/** A delivery that is not in the journal yet. */
export type NewDelivery = Omit<DeliveryRow, 'id'>;

/** Adds deliveries to an audience that is being frozen, in one commit. */
export type FreezeWriter = (rows: readonly NewDelivery[]) => Promise<void>;

/**
 * Writes an audience down, some rows at a time. Of one address, one that is skipped gives way to one that is planned, whichever is
 * there first: a row that cannot be used may stand far from the good one. An insert of so many rows has the same text each time; it is
 * built once, because to build it takes longer than to carry it out.
 */
export function openFreezeWriter(store: Store): FreezeWriter {
  let known: Insert | undefined;
  const insertOf = (rows: readonly NewDelivery[]): CompiledQuery => {
    if (known?.rows !== rows.length) known = insertFor(store, rows);
    const { text, columns, rest } = known;
    return CompiledQuery.raw(text, [...rows.flatMap((row) => columns.map((column) => row[column])), ...rest]);
  };
  return async (rows) => {
    const planned = rows.filter((row) => row.state !== 'skipped');
    const skipped = rows.filter((row) => row.state === 'skipped');
    await store.db.transaction().execute(async (transaction) => {
      if (planned.length > 0) await transaction.executeQuery(insertOf(planned));
      if (skipped.length === 0) return;
      await transaction
        .insertInto('delivery')
        .values(skipped)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  };
}

/** The insert of so many rows: their values stand in the order of `columns`, and then come those that are always the same. */
type Insert = {
  readonly rows: number;
  readonly text: string;
  readonly columns: readonly (keyof NewDelivery)[];
  readonly rest: readonly unknown[];
};

function insertFor(store: Store, rows: readonly NewDelivery[]): Insert {
  const { sql: text, parameters } = insertPlanned(store, rows).compile();
  // Kysely takes the columns in the order in which the first row has them.
  const columns = Object.keys(rows[0] ?? {}).flatMap((key) => deliveryColumns.find((column) => column === key) ?? []);
  return { rows: rows.length, text, columns, rest: parameters.slice(rows.length * columns.length) };
}

const deliveryColumns = [
  'edition',
  'address',
  'address_key',
  'domain',
  'name',
  'fields',
  'line',
  'wave',
  'state',
  'attempts',
  'detail',
  'status',
  'server',
  'first_tried_at',
  'retry_at',
  'updated_at',
] as const satisfies readonly (keyof NewDelivery)[];

const insertPlanned = (store: Store, rows: readonly NewDelivery[]) =>
  store.db
    .insertInto('delivery')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['edition', 'address_key'])
        .doUpdateSet(({ ref }) => ({
          address: ref('excluded.address'),
          name: ref('excluded.name'),
          fields: ref('excluded.fields'),
          line: ref('excluded.line'),
          state: ref('excluded.state'),
          detail: ref('excluded.detail'),
        }))
        .where('delivery.state', '=', 'skipped'),
    );

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
export async function addToAudience(store: Store, edition: string, rows: readonly NewDelivery[]): Promise<number> {
  if (rows.length === 0) return 0;
  return store.db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('delivery')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    const added = Number(numInsertedOrUpdatedRows ?? 0);
    await transaction
      .updateTable('send')
      .set((row) => ({ total: row('total', '+', added), finished_at: null }))
      .where('edition', '=', edition)
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
