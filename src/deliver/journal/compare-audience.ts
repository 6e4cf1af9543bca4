import type { Audience } from '../../audience/audience.ts';
import { compareList, type ListedAddress, skipUnlisted } from '../../store/compare-list.ts';
import type { Store } from '../../store/open-store.ts';
import { addressKey } from './new-delivery.ts';

/** How many addresses a list gained and lost since an audience was frozen. */
export type ListChange = { readonly added: number; readonly removed: number };

async function* addressesOf(audience: Audience): AsyncIterable<ListedAddress> {
  for await (const row of audience.rows()) yield { key: addressKey(row), mailable: row.kind === 'subscriber' };
}

export const compareAudience = (store: Store, edition: string, audience: Audience): Promise<ListChange> =>
  compareList(store, edition, addressesOf(audience));

/** Passes those over who were frozen in and have been taken off the list before their mail went out. */
export const skipDeparted = (
  store: Store,
  { edition, audience, now }: { edition: string; audience: Audience; now: Date },
): Promise<number> => skipUnlisted(store, { edition, addresses: addressesOf(audience), at: now.toISOString() });
