import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

type Migration = (db: Kysely<Schema>) => Promise<void>;

/** The steps from an empty database to today's; the database's version is how many of them it has taken. Only ever append. */
export const migrations: readonly Migration[] = [createTables, addEngineColumns, indexLess, addRoom, addRefusals];

async function createTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('send')
    .addColumn('edition', 'text', (column) => column.primaryKey())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('audience_hash', 'text', (column) => column.notNull())
    .addColumn('list', 'text', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('frozen_at', 'text')
    .addColumn('finished_at', 'text')
    .execute();
  await db.schema
    .createTable('delivery')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('edition', 'text', (column) => column.notNull().references('send.edition'))
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('address_key', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('line', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('detail', 'text')
    .addColumn('status', 'text')
    .addColumn('first_tried_at', 'text')
    .addColumn('retry_at', 'text')
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('delivery_once', ['edition', 'address_key'])
    .execute();
  await db.schema.createIndex('delivery_by_state').on('delivery').columns(['edition', 'state', 'id']).execute();
  await sql`create index delivery_due on delivery (edition, retry_at) where state = 'deferred'`.execute(db);
  await db.schema
    .createTable('suppression')
    .addColumn('address', 'text', (column) => column.primaryKey())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('suppressed_at', 'text', (column) => column.notNull())
    .execute();
}

/** Version 2: who took a message, the recipient's domain, subscribers who came later, and meters that outlive a run. */
async function addEngineColumns(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable('send').addColumn('parts', 'text').execute();
  await db.schema.alterTable('delivery').addColumn('server', 'text').execute();
  await db.schema
    .alterTable('delivery')
    .addColumn('domain', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('delivery')
    .addColumn('wave', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await sql`update delivery set domain = substr(address_key, instr(address_key, '@') + 1)`.execute(db);
  await db.schema.createIndex('delivery_by_domain').on('delivery').columns(['edition', 'domain', 'id']).execute();
  await db.schema
    .createTable('meter')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'real', (column) => column.notNull())
    .execute();
}

/**
 * Version 3: no index that every step of every delivery rewrites. Those that are left are written at the freeze, and for
 * those deliveries that do not simply go out.
 */
async function indexLess(db: Kysely<Schema>): Promise<void> {
  await db.schema.dropIndex('delivery_by_state').execute();
  await db.schema.createIndex('delivery_in_order').on('delivery').columns(['edition', 'id']).execute();
  await sql`create index delivery_exceptions on delivery (edition, state, id)
    where state not in ('planned', 'attempting', 'accepted')`.execute(db);
}

/** Version 4: rows keep place for what they will hold; those of before then keep none. */
async function addRoom(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable('delivery').addColumn('room', 'blob').execute();
}

/** Version 5: since when whom has been refused. Of those who were put off before then it begins anew. */
async function addRefusals(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable('delivery').addColumn('address_refused_since', 'text').execute();
  await db.schema.alterTable('delivery').addColumn('sender_refused_since', 'text').execute();
}
