import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.ts';
import type { DeliveryRow } from '../../src/store/schema.ts';
import { temporaryFolder } from '../deliver/fixture.ts';

export const now = '2026-04-27T04:00:00.000Z';
export const earlier = '2026-04-27T03:00:00.000Z';
export const later = '2026-04-27T05:00:00.000Z';

export const neverRefused = { address_refused_since: null, sender_refused_since: null };

/** What is set of each delivery, by the name in its address; all else is as the freeze writes it. */
export type Rows = Readonly<Record<string, Partial<DeliveryRow>>>;

/** A store with frozen sends of some editions. */
export async function frozenStore(editions: Readonly<Record<string, Rows>>): Promise<Store> {
  const store = await openStore(join(await temporaryFolder(), 'masthead.db'));
  onTestFinished(() => store.close());
  for (const [edition, rows] of Object.entries(editions)) {
    const hashes = { content_hash: 'content', parts: null, audience_hash: 'list' };
    const send = { edition, ...hashes, list: 'list.csv', total: Object.keys(rows).length };
    await store.db
      .insertInto('send')
      .values({ ...send, frozen_at: earlier, finished_at: null })
      .execute();
    for (const [name, over] of Object.entries(rows)) {
      const address = { address: addressOf(name), address_key: addressOf(name), domain: 'example.com' };
      const row = { edition, ...address, fields: '{}', line: 2, state: 'planned', attempts: 0, updated_at: earlier };
      await store.db
        .insertInto('delivery')
        .values({ ...row, ...over })
        .execute();
    }
  }
  return store;
}

export const addressOf = (name: string): string => `${name}@example.com`;

/** The deliveries of an edition by the names in their addresses. */
export async function rowsOf(store: Store, edition: string): Promise<Readonly<Record<string, DeliveryRow>>> {
  const rows = await store.db.selectFrom('delivery').selectAll().where('edition', '=', edition).orderBy('id').execute();
  return Object.fromEntries(rows.map((row) => [row.address.replace('@example.com', ''), row]));
}

/** The states of an edition's deliveries by the names in their addresses. */
export const statesOf = async (store: Store, edition: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(Object.entries(await rowsOf(store, edition)).map(([name, { state }]) => [name, state]));
