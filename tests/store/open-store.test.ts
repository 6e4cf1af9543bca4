import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/open-store.ts';
import { findSend } from '../../src/store/sends.ts';
import {
  addSuppression,
  listSuppressions,
  removeSuppression,
  suppressing,
  suppressionReason,
} from '../../src/store/suppressions.ts';
import { collect, temporaryFolder } from '../deliver/fixture.ts';

const databaseFile = async (): Promise<string> => join(await temporaryFolder(), '.masthead', 'masthead.db');

test('a store that is opened again holds what was written', async () => {
  const file = await databaseFile();
  const first = await openStore(file);
  await addSuppression(first, {
    address: 'ada@example.com',
    reason: '5.1.1 no such user',
    suppressed_at: '2026-04-27T04:00:00.000Z',
  });
  await first.close();
  const second = await openStore(file);
  expect(await suppressionReason(second, 'ada@example.com')).toBe('5.1.1 no such user');
  await second.close();
});

test('every commit is on disk: the journal is a WAL with synchronous FULL', async () => {
  const store = await openStore(await databaseFile());
  const read = async (pragma: string) =>
    Object.values((await sql<object>`${sql.raw(`pragma ${pragma}`)}`.execute(store.db)).rows[0] ?? {})[0];
  expect(await read('journal_mode')).toBe('wal');
  expect(await read('synchronous')).toBe(2);
  // So long does a write wait for another program's, before it is an error.
  expect(await read('busy_timeout')).toBe(10_000);
  await store.close();
});

test('STORE_NEWER: a database of a later version is refused and left as it is', async () => {
  const file = await databaseFile();
  const store = await openStore(file);
  await sql`pragma user_version = 99`.execute(store.db);
  await store.close();
  await expect(openStore(file)).rejects.toMatchObject({ code: 'STORE_NEWER', exitCode: 1 });
  await expect(openStore(file)).rejects.toMatchObject({ code: 'STORE_NEWER' });
});

test('STORE_NOT_OPENED: a file that is no database is refused', async () => {
  const file = join(await temporaryFolder(), 'masthead.db');
  await writeFile(file, 'this is not a database. '.repeat(100));
  await expect(openStore(file)).rejects.toMatchObject({ code: 'STORE_NOT_OPENED', problems: [{ place: { file } }] });
});

test('two programs that open a new store at once both get it', async () => {
  const file = await databaseFile();
  const stores = await Promise.all([openStore(file), openStore(file), openStore(file)]);
  await addSuppression(stores[0], {
    address: 'a@example.com',
    reason: 'asked',
    suppressed_at: '2026-04-27T04:00:00.000Z',
  });
  expect(await suppressionReason(stores[2], 'a@example.com')).toBe('asked');
  for (const store of stores) await store.close();
});

test('a suppression keeps its first reason, is listed by address, and can be taken back', async () => {
  const store = await openStore(await databaseFile());
  const add = (address: string, reason: string) =>
    addSuppression(store, { address, reason, suppressed_at: '2026-04-27T04:00:00.000Z' });
  await add('b@example.com', 'first');
  await add('a@example.com', 'other');
  await add('b@example.com', 'second');
  const listed: string[] = [];
  for await (const { address, reason } of listSuppressions(store)) listed.push(`${address} ${reason}`);
  expect(listed).toEqual(['a@example.com other', 'b@example.com first']);
  expect(await removeSuppression(store, 'b@example.com')).toBe(true);
  expect(await removeSuppression(store, 'b@example.com')).toBe(false);
  await store.close();
});

test('of any number of suppressions each is listed once', async () => {
  const store = await openStore(await databaseFile());
  const rows = Array.from({ length: 2000 }, (_, index) => ({
    address: `reader${String(index).padStart(4, '0')}@example.com`,
    reason: 'asked to',
    suppressed_at: '2026-04-27T04:00:00.000Z',
  }));
  await suppressing(store.db, rows).execute();
  expect(await collect(listSuppressions(store))).toEqual(rows);
  await store.close();
});

test('a database of version 1 is brought forward with what it holds', async () => {
  const file = await databaseFile();
  const [createTables] = migrations;
  const old = await openStore(file);
  // Back to what version 1 left behind.
  for (const table of ['delivery', 'send', 'suppression', 'meter']) await old.db.schema.dropTable(table).execute();
  await createTables?.(old.db);
  await sql`insert into send values ('2026-04-27', 'hash', 'list hash', 'list.csv', 2, '2026-04-27T04:00:00.000Z', null)`.execute(
    old.db,
  );
  const columns = sql`(edition, address, address_key, fields, line, state, attempts, updated_at)`;
  await sql`insert into delivery ${columns} values
    ('2026-04-27', 'Ada@Example.com', 'ada@example.com', '{"email":"Ada@Example.com"}', 2, 'accepted', 1, '2026-04-27T04:00:01.000Z'),
    ('2026-04-27', 'nobody', 'nobody', '{}', 3, 'skipped', 0, '2026-04-27T04:00:00.000Z')`.execute(old.db);
  await sql`insert into suppression values ('eve@example.com', 'asked', '2026-01-01T00:00:00.000Z')`.execute(old.db);
  await sql`pragma user_version = 1`.execute(old.db);
  await old.close();

  const store = await openStore(file);
  const rows = await store.db.selectFrom('delivery').selectAll().orderBy('id').execute();
  expect(rows).toMatchObject([
    {
      address: 'Ada@Example.com',
      domain: 'example.com',
      state: 'accepted',
      attempts: 1,
      wave: 1,
      server: null,
      address_refused_since: null,
    },
    { address: 'nobody', state: 'skipped', wave: 1 },
  ]);
  expect(await findSend(store, '2026-04-27')).toMatchObject({ content_hash: 'hash', parts: null });
  expect(await suppressionReason(store, 'eve@example.com')).toBe('asked');
  await store.close();
});
