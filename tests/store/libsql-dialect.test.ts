import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { addSuppression, suppressionReason } from '../../src/store/suppressions.ts';

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
