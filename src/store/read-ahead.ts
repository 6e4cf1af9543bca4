import { type SelectQueryBuilder, sql } from 'kysely';
import type { Store } from './open-store.ts';
import type { DeliveryRow, Schema } from './schema.ts';

/** What has to be known of a delivery to try it. */
export type WaitingRow = Pick<DeliveryRow, Exclude<WaitingColumn, 'fields'>> & {
  /** As they are in the journal, parsed. */
  readonly fields: unknown;
};

const waitingColumns = [
  'id',
  'address',
  'name',
  'fields',
  'attempts',
  'first_tried_at',
  'retry_at',
  'address_refused_since',
  'sender_refused_since',
] as const satisfies readonly (keyof DeliveryRow)[];

type WaitingColumn = (typeof waitingColumns)[number];

/** Some of an edition's deliveries: those to one domain, or those to all but some. */
export type Stretch = {
  readonly edition: string;
  readonly domain?: string | undefined;
  readonly exceptDomains?: readonly string[] | undefined;
  /** No delivery of an earlier wave. */
  readonly fromWave: number;
};

type Rows = SelectQueryBuilder<Schema, 'delivery', Pick<DeliveryRow, WaitingColumn>>;

/** The values of a row in the order of their columns. */
type Values = readonly [
  id: number,
  address: string,
  name: string | null,
  fields: unknown,
  attempts: number,
  firstTriedAt: string | null,
  retryAt: string | null,
  addressRefusedSince: string | null,
  senderRefusedSince: string | null,
];

/** As one text: to hand over each value of each row takes libsql longer. */
async function read(store: Store, rows: Rows): Promise<readonly WaitingRow[]> {
  const values = waitingColumns.map((column) =>
    column === 'fields' ? sql`json(${sql.ref('waiting.fields')})` : sql.ref(`waiting.${column}`),
  );
  const { text } = await store.db
    .selectFrom(rows.as('waiting'))
    .select(sql<string>`json_group_array(json_array(${sql.join(values)}))`.as('text'))
    .executeTakeFirstOrThrow();
  const found: readonly Values[] = JSON.parse(text);
  return found.map(
    ([id, address, name, fields, attempts, first_tried_at, retry_at, address_refused_since, sender_refused_since]) => ({
      id,
      address,
      name,
      fields,
      attempts,
      first_tried_at,
      retry_at,
      address_refused_since,
      sender_refused_since,
    }),
  );
}

/** The next planned deliveries after an id, in the order of the list. */
export const nextPlanned = (
  store: Store,
  stretch: Stretch,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly WaitingRow[]> =>
  read(store, within(store, stretch).where('state', '=', 'planned').where('id', '>', after).orderBy('id').limit(limit));

/** The deferred that will be tried again, the longest waiting first, whether they are due or not. */
export const nextDeferred = (store: Store, stretch: Stretch, limit: number): Promise<readonly WaitingRow[]> =>
  read(
    store,
    within(store, stretch)
      .where('state', '=', 'deferred')
      .where('retry_at', 'is not', null)
      .orderBy('retry_at')
      .limit(limit),
  );

function within(store: Store, { edition, domain, exceptDomains = [], fromWave }: Stretch): Rows {
  const all = store.db
    .selectFrom('delivery')
    .select(waitingColumns)
    .where('edition', '=', edition)
    .where('wave', '>=', fromWave);
  if (domain !== undefined) return all.where('domain', '=', domain);
  return exceptDomains.length === 0 ? all : all.where('domain', 'not in', exceptDomains);
}
