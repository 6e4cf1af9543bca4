import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery, type Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { LogFlusher } from '../../src/store/log-flusher.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Schema } from '../../src/store/schema.ts';
import { addSuppression, suppressing, suppressionReason } from '../../src/store/suppressions.ts';

const opened = async (file: string) => {
  const store = await openStore(file);
  onTestFinished(() => store.close());
  await sql.raw('pragma busy_timeout = 10').execute(store.db);
  return store;
};

test('what is written after a transaction that could not begin is kept', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db');
  const [store, other] = [await opened(file), await opened(file)];
  await sql.raw('begin immediate').execute(other.db);
  const work = () => store.db.transaction().execute(async () => 'done');
  await expect(work()).rejects.toThrow(/locked/);
  await sql.raw('rollback').execute(other.db);

  await addSuppression(store, {
    address: 'ada@example.com',
    reason: 'asked to',
    suppressed_at: '2026-04-27T04:00:00Z',
  });
  expect(await work()).toBe('done');
  expect(await suppressionReason(other, 'ada@example.com')).toBe('asked to');
});

test('when SQLite has rolled back by itself, as at a full disk, the cause is told and the next transaction works', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db');
  const [store, other] = [await opened(file), await opened(file)];
  const add = (address: string) =>
    store.db.transaction().execute(async (transaction) => {
      // `or rollback` ends the transaction in the middle, which is what SQLITE_FULL and SQLITE_IOERR do.
      await sql`insert or rollback into suppression values (${address}, 'asked to', '2026-04-27T04:00:00Z')`.execute(
        transaction,
      );
    });
  await add('ada@example.com');
  await expect(add('ada@example.com')).rejects.toThrow(/UNIQUE constraint failed/);
  const bob = { address: 'bob@example.com', reason: 'asked to', suppressed_at: '2026-04-27T04:00:00Z' };
  await store.db.transaction().execute((transaction) => transaction.insertInto('suppression').values(bob).execute());
  expect(await suppressionReason(other, 'bob@example.com')).toBe('asked to');
});

const suppress = (address: string) => ({ address, reason: 'asked to', suppressed_at: '2026-04-27T04:00:00Z' });
const synchronous = async (db: Kysely<Schema>): Promise<number | undefined> =>
  (await sql<{ synchronous: number }>`pragma synchronous`.execute(db)).rows[0]?.synchronous;
const [normal, full] = [1, 2];

test('what is written unflushed is committed, and only that does not wait for the disk', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db');
  const [store, other] = [await opened(file), await opened(file)];
  const within = await store.writeUnflushed((run) => {
    run(suppressing(store.db, [suppress('ada@example.com')]).compile());
    // A connection has one setting, which cannot be read here but by a row that it decides.
    return run(
      CompiledQuery.raw(`insert into meter select 'normal', 1 from pragma_synchronous where synchronous = ?`, [normal]),
    );
  });
  expect(within).toBe(1);
  expect(await suppressionReason(other, 'ada@example.com')).toBe('asked to');
  await store.flush();
  expect(await synchronous(store.db)).toBe(full);
  await store.writeUnflushed(() => undefined);
  expect(await store.db.transaction().execute(synchronous)).toBe(full);
});

test('an unflushed write waits for the end of a transaction that is under way, and is not part of it', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db');
  const store = await opened(file);
  const order: string[] = [];
  let unflushed: Promise<unknown> | undefined;
  const transaction = store.db.transaction().execute(async (open) => {
    await open.insertInto('suppression').values(suppress('ada@example.com')).execute();
    unflushed = store.writeUnflushed((run) => {
      order.push('unflushed');
      run(suppressing(store.db, [suppress('bob@example.com')]).compile());
    });
    await open.insertInto('suppression').values(suppress('cleo@example.com')).execute();
    order.push('transaction');
    throw new Error('and then it failed');
  });
  await expect(transaction).rejects.toThrow('and then it failed');
  await unflushed;
  expect(order).toEqual(['transaction', 'unflushed']);
  expect(await suppressionReason(store, 'ada@example.com')).toBeUndefined();
  expect(await suppressionReason(store, 'bob@example.com')).toBe('asked to');
});

test('an unflushed write that fails leaves nothing behind, whether it could begin or not', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db');
  const [store, other] = [await opened(file), await opened(file)];
  const failed = store.writeUnflushed((run) => {
    run(suppressing(store.db, [suppress('ada@example.com')]).compile());
    throw new Error('and then it failed');
  });
  await expect(failed).rejects.toThrow('and then it failed');
  expect(await suppressionReason(store, 'ada@example.com')).toBeUndefined();
  await sql.raw('begin immediate').execute(other.db);
  await expect(store.writeUnflushed(() => 'done')).rejects.toThrow(/locked/);
  await sql.raw('rollback').execute(other.db);
  expect(await store.writeUnflushed(() => 'done')).toBe('done');
  expect(await synchronous(store.db)).toBe(full);
});

test('a write to a store that is closed is refused', async () => {
  const store = await openStore(join(await mkdtemp(join(tmpdir(), 'masthead-')), 'masthead.db'));
  await store.close();
  await expect(store.writeUnflushed(() => 'done')).rejects.toThrow(/destroyed/);
});

test('where there can be no log, as for a database in memory, every commit waits for what there is', async () => {
  const store = await opened(':memory:');
  const waited = await store.writeUnflushed((run) => {
    run(suppressing(store.db, [suppress('ada@example.com')]).compile());
    return run(
      CompiledQuery.raw(`insert into meter select 'full', 1 from pragma_synchronous where synchronous = ?`, [full]),
    );
  });
  expect(waited).toBe(1);
  await store.flush();
  expect(await suppressionReason(store, 'ada@example.com')).toBe('asked to');
  expect(await synchronous(store.db)).toBe(full);
});

test('a log that cannot be flushed is an error', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-'));
  const log = new LogFlusher(join(folder, 'no-such.db'));
  await expect(log.flush()).rejects.toThrow(/ENOENT/);
  await log.close();
});
