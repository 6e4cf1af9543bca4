import { CompiledQuery, type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { jsonText } from './json-text.ts';
import type { Store } from './open-store.ts';
import { roomForAll } from './room.ts';
import type { DeliveryRow, Schema } from './schema.ts';

/** What a row of a list brings into the journal. */
export type NewDelivery = Pick<
  DeliveryRow,
  'address' | 'address_key' | 'domain' | 'line' | 'name' | 'fields' | 'state' | 'detail'
>;

/** What all deliveries that enter together have in common. */
export type Entry = {
  readonly edition: string;
  /** 1 for those of the first freeze. */
  readonly wave: number;
  /** ISO 8601. */
  readonly at: string;
};

/** Adds deliveries to an audience that is being frozen, in one commit. They are on the disk when the commit is by which the audience stands. */
export type FreezeWriter = (rows: readonly NewDelivery[]) => Promise<void>;

/** Writes an audience down, some rows at a time. */
export function openFreezeWriter({ db, writeUnflushed }: Store, { edition, wave, at }: Entry): FreezeWriter {
  const text = insertRows(db);
  return (rows) =>
    writeUnflushed((run) => {
      run(CompiledQuery.raw(text, [edition, wave, at, jsonText(rows.map(valuesOf))]));
    });
}

/**
 * Of a row: that it was skipped without ever having been tried. Its address was suppressed, or stood in a line that could
 * not be read; when the list has it in one that can be mailed, that is a delivery of its own.
 */
export const wasPassedOver = ({ and, eb }: ExpressionBuilder<Schema, 'delivery'>) =>
  and([
    eb('delivery.state', '=', 'skipped'),
    eb('delivery.server', 'is', null),
    eb('delivery.first_tried_at', 'is', null),
  ]);

/** Adds those to be mailed whom the audience does not have, or has passed over: how many there were, and how many of the latter. */
export async function insertUnlessMailed(
  db: Kysely<Schema>,
  entry: Entry,
  rows: readonly NewDelivery[],
): Promise<{ readonly added: number; readonly replaced: number }> {
  const { numDeletedRows } = await db
    .deleteFrom('delivery')
    .where('edition', '=', entry.edition)
    .where(
      'address_key',
      'in',
      rows.map((row) => row.address_key),
    )
    .where(wasPassedOver)
    .executeTakeFirstOrThrow();
  const { numInsertedOrUpdatedRows } = await insertingUnlessThere(db, entry, rows).executeTakeFirstOrThrow();
  return { added: Number(numInsertedOrUpdatedRows ?? 0), replaced: Number(numDeletedRows) };
}

const insertingUnlessThere = (db: Kysely<Schema>, { at, ...entry }: Entry, rows: readonly NewDelivery[]) =>
  db
    .insertInto('delivery')
    .values(rows.map((row) => ({ ...row, ...entry, attempts: 0, updated_at: at })))
    .onConflict((conflict) => conflict.doNothing());

/**
 * In the order of the rows. Of one address, one that is skipped gives way to one that is planned, whichever is there first: a row that
 * cannot be used may stand far from the good one.
 */
const insertRows = (db: Kysely<Schema>): string =>
  sql`
    insert into delivery
      (edition, wave, updated_at, attempts, address, address_key, domain, line, name, fields, state, detail, room)
    select ${null}, ${null}, ${null}, 0,
      value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
      iif(value ->> 6 = 'planned', zeroblob(${sql.lit(roomForAll)}), null)
    from json_each(${null})
    where true
    on conflict (edition, address_key) do update set address = excluded.address, name = excluded.name,
      fields = excluded.fields, line = excluded.line, state = excluded.state, detail = excluded.detail, room = excluded.room
    where delivery.state = 'skipped' and excluded.state = 'planned'`.compile(db).sql;

const valuesOf = (row: NewDelivery): readonly unknown[] => [
  row.address,
  row.address_key,
  row.domain,
  row.line,
  row.name,
  row.fields,
  row.state,
  row.detail,
];
