import type { Audience } from '../../audience/audience.ts';
import { compareList, type ListedAddress, skipUnlisted } from '../../store/compare-list.ts';
import type { Store } from '../../store/open-store.ts';
import { addressKey } from './new-delivery.ts';

/** How many addresses a list gained since an audience was frozen, and how many it lost of those who are left. */
export type ListChange = {
  readonly added: number;
  readonly removed: number;
  /** Those of the removed whom nobody would have mailed yet: they were put off until later. */
  readonly removedLater: number;
  /** Those of the removed who came later than the first audience, and would be mailed now. */
  readonly removedNew: number;
  /** Those on it who are left, would be mailed now, and have been suppressed meanwhile. */
  readonly suppressed: number;
};

/** Who of an audience is left at a moment; with `unknown`, those too of whom nobody knows whether they were mailed. */
export type Left = { readonly now: Date; readonly unknown: boolean };

async function* addressesOf(audience: Audience): AsyncIterable<ListedAddress> {
  for await (const row of audience.rows()) yield { key: addressKey(row), mailable: row.kind === 'subscriber' };
}

export const compareAudience = (
  store: Store,
  { edition, audience, now, unknown }: Left & { readonly edition: string; readonly audience: Audience },
): Promise<ListChange> =>
  compareList(store, {
    edition,
    addresses: addressesOf(audience),
    now: now.toISOString(),
    states: ['planned', 'deferred', ...(unknown ? ['unknown', 'attempting'] : [])],
  });

/** Passes those over who were frozen in and have been taken off the list before their mail went out. */
export const skipDeparted = (
  store: Store,
  { edition, audience, now, fromWave = 1 }: { edition: string; audience: Audience; now: Date; fromWave?: number },
): Promise<number> =>
  skipUnlisted(store, { edition, addresses: addressesOf(audience), at: now.toISOString(), fromWave });
