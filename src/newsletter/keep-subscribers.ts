import { resolve } from 'node:path';
import { addToList } from '../audience/add-to-list.ts';
import { cellsOf, csvLine } from '../audience/csv-line.ts';
import type { ChangeableList } from '../audience/hold-list.ts';
import {
  type AddedSubscriber,
  addSubscriber,
  readWhole,
  removeSubscriber,
  type WholeAudience,
} from '../audience/keep-list.ts';
import { type ListOptions, readList } from '../audience/read-list.ts';
import type { SkippedRow } from '../audience/subscriber.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { suppressionReasons } from '../store/suppressions.ts';
import type { Press } from './press.ts';

/** What can be done with one list. */
export type SubscriberKeeper = {
  readonly read: () => Promise<WholeAudience>;
  /** Those who get mail, as CSV. */
  readonly csv: () => Promise<string>;
  /** Adds the subscribers of another list. */
  readonly import: (file: string) => Promise<{
    readonly added: number;
    readonly known: number;
    readonly skipped: readonly SkippedRow[];
  }>;
  readonly add: (
    address: string,
    options: { readonly fields: Readonly<Record<string, string>>; readonly resubscribe: boolean },
  ) => Promise<AddedSubscriber>;
  readonly remove: (address: string) => Promise<void>;
};

/** @param list a CSV file, relative to the newsletter's folder; the configured list when absent */
export function keepSubscribers(press: Press, list: string | undefined): SubscriberKeeper {
  const label = async (): Promise<string> => list ?? (await press.config()).list;
  const changeable = async (): Promise<ChangeableList> => ({
    file: resolve(press.folder, await label()),
    lockFile: press.state('lists.lock'),
    clock: press.clock,
  });
  const withStore = async <Result>(work: (store: Store) => Promise<Result>): Promise<Result> => {
    const store = await openStore(press.state('masthead.db'));
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const read = (name: string): Promise<WholeAudience> =>
    withStore(async (store) => {
      const suppressed: ListOptions['suppressed'] = (keys) => suppressionReasons(store, keys);
      return readWhole(await readList(resolve(press.folder, name), { label: name, suppressed }));
    });
  return {
    read: async () => read(await label()),
    csv: async () => {
      const { columns, subscribers } = await read(await label());
      const rows = subscribers.map(({ fields }) => csvLine(cellsOf(fields, columns)));
      return [csvLine(columns), ...rows].join('');
    },
    import: async (file) => {
      const { subscribers, skipped } = await read(file);
      const rows = subscribers.map(({ fields }) => fields);
      const { added } = await addToList(await changeable(), rows);
      return { added: added.length, known: rows.length - added.length, skipped };
    },
    add: async (address, { fields, resubscribe }) => {
      const list = await changeable();
      return withStore((store) => addSubscriber({ store, list }, { address, fields, resubscribe }));
    },
    remove: (address) => withStore((store) => removeSubscriber(store, { address, at: press.clock.now() })),
  };
}
