import type { Transaction } from 'kysely';
import type { Store } from './open-store.ts';
import type { DeliveryRow, Schema, SuppressionRow } from './schema.ts';

/** What one try changes in its row. */
export type DeliveryChange = Pick<DeliveryRow, 'id' | 'state' | 'attempts' | 'detail' | 'status' | 'retry_at'>;

export type Turn = {
  readonly edition: string;
  readonly now: string;
  readonly changes: readonly DeliveryChange[];
  readonly suppressions: readonly SuppressionRow[];
  /** How many deliveries to take at most. */
  readonly take: number;
};

type Candidate = DeliveryRow & { readonly suppressed: string | null };

/**
 * One turn of a send in one commit: what came of earlier tries is written down, and the next deliveries are taken.
 * When this resolves, `attempting` is on disk for every delivery that is returned. Whoever was suppressed since the
 * audience was frozen is passed over and marked. `more` says whether anyone else is due.
 */
export async function takeTurn(
  store: Store,
  turn: Turn,
): Promise<{ readonly taken: readonly DeliveryRow[]; readonly more: boolean }> {
  return store.db.transaction().execute(async (transaction) => {
    for (const { id, ...change } of turn.changes) {
      await transaction
        .updateTable('delivery')
        .set({ ...change, updated_at: turn.now })
        .where('id', '=', id)
        .execute();
    }
    if (turn.suppressions.length > 0) {
      await transaction
        .insertInto('suppression')
        .values(turn.suppressions)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    const taken: DeliveryRow[] = [];
    while (taken.length < turn.take) {
      const candidates = await findCandidates(transaction, turn, turn.take - taken.length);
      if (candidates.length === 0) break;
      const [suppressed, free] = partition(candidates);
      for (const candidate of suppressed) await markSuppressed(transaction, candidate, turn.now);
      if (free.length > 0) taken.push(...(await markAttempting(transaction, free, turn.now)));
    }
    return { taken, more: (await findCandidates(transaction, turn, 1)).length > 0 };
  });
}

/** The planned in the order of the list, then the deferred whose time has come, the longest waiting first. */
async function findCandidates(db: Transaction<Schema>, turn: Turn, limit: number): Promise<readonly Candidate[]> {
  const ofEdition = db
    .selectFrom('delivery')
    .leftJoin('suppression', 'suppression.address', 'delivery.address_key')
    .selectAll('delivery')
    .select('suppression.reason as suppressed')
    .where('edition', '=', turn.edition)
    .limit(limit);
  const planned = await ofEdition.where('state', '=', 'planned').orderBy('delivery.id').execute();
  if (planned.length > 0) return planned;
  return ofEdition.where('state', '=', 'deferred').where('retry_at', '<=', turn.now).orderBy('retry_at').execute();
}

const partition = (candidates: readonly Candidate[]): readonly [readonly Candidate[], readonly Candidate[]] => [
  candidates.filter(({ suppressed }) => suppressed !== null),
  candidates.filter(({ suppressed }) => suppressed === null),
];

async function markAttempting(
  db: Transaction<Schema>,
  candidates: readonly Candidate[],
  now: string,
): Promise<readonly DeliveryRow[]> {
  const rows = await db
    .updateTable('delivery')
    .set((row) => ({
      state: 'attempting',
      attempts: row('attempts', '+', 1),
      first_tried_at: row.fn.coalesce('first_tried_at', row.val(now)),
      updated_at: now,
    }))
    .where(
      'id',
      'in',
      candidates.map(({ id }) => id),
    )
    .returningAll()
    .execute();
  return rows.sort((a, b) => a.id - b.id);
}

const markSuppressed = (db: Transaction<Schema>, { id, suppressed }: Candidate, now: string): Promise<unknown> =>
  db
    .updateTable('delivery')
    .set({ state: 'skipped', detail: `suppressed: ${suppressed}`, retry_at: null, updated_at: now })
    .where('id', '=', id)
    .execute();
