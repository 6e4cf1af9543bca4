import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Store } from './open-store.ts';
import { rowsOfPlaces } from './places.ts';
import { rememberTexts } from './remember-texts.ts';
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
export function openFreezeWriter(store: Store, entry: Entry): FreezeWriter {
  const insert = rememberTexts(store, insertPlanned);
  return (rows) =>
    store.writeUnflushed(async (db) => {
      for (const some of inPowersOfTwo(rows.filter(({ state }) => state === 'planned'))) {
        const values = [entry.edition, entry.wave, entry.at, ...some.flatMap(plannedValues)];
        await db.executeQuery(insert(some.length, values));
      }
      const skipped = rows.filter(({ state }) => state !== 'planned');
      if (skipped.length > 0) await insertUnlessThere(db, entry, skipped);
    });
}

/** Adds those whose address the audience does not have; returns how many there were. */
export async function insertUnlessThere(
  db: Kysely<Schema>,
  { at, ...entry }: Entry,
  rows: readonly NewDelivery[],
): Promise<number> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('delivery')
    .values(rows.map((row) => ({ ...row, ...entry, attempts: 0, updated_at: at })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0);
}

/** Of any number of rows: so there are ten statements at most for up to a thousand, and not as many as there are numbers. */
function* inPowersOfTwo<Row>(rows: readonly Row[]): Iterable<readonly Row[]> {
  for (let done = 0; done < rows.length; ) {
    const count = 2 ** Math.floor(Math.log2(rows.length - done));
    yield rows.slice(done, done + count);
    done += count;
  }
}

/**
 * Of one address, one that is skipped gives way to one that is planned, whichever is there first: a row that cannot be used may
 * stand far from the good one.
 */
const insertPlanned = (rows: number): RawBuilder<unknown> => sql`
  insert into delivery
    (edition, wave, updated_at, state, attempts, address, address_key, domain, line, name, fields)
  select ${null}, ${null}, ${null}, 'planned', 0, column1, column2, column3, column4, column5, column6
  from (values ${rowsOfPlaces(rows, 6)}) as listed
  where true
  on conflict (edition, address_key) do update set address = excluded.address, name = excluded.name,
    fields = excluded.fields, line = excluded.line, state = excluded.state, detail = excluded.detail
  where delivery.state = 'skipped'`;

const plannedValues = (row: NewDelivery): readonly unknown[] => [
  row.address,
  row.address_key,
  row.domain,
  row.line,
  row.name,
  row.fields,
];
