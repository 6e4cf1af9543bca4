import { MastheadError } from '../foundation/masthead-error.ts';
import type { Store } from '../store/open-store.ts';
import { addSuppression, removeSuppression, suppressionReason } from '../store/suppressions.ts';
import { addToList, type NewRow } from './add-to-list.ts';
import type { Audience } from './audience.ts';
import { checkAddress } from './check-address.ts';
import type { ChangeableList } from './hold-list.ts';
import { nameFields } from './name-fields.ts';
import type { SkippedRow, Subscriber } from './subscriber.ts';

/** An audience read to its end. */
export type WholeAudience = {
  readonly list: string;
  readonly columns: readonly string[];
  readonly subscribers: readonly Subscriber[];
  readonly skipped: readonly SkippedRow[];
};

/** Every row of an audience: who is mailed, and who is not and why. */
export async function readWhole({ list, columns, rows }: Audience): Promise<WholeAudience> {
  const subscribers: Subscriber[] = [];
  const skipped: SkippedRow[] = [];
  for await (const row of rows()) {
    if (row.kind === 'subscriber') subscribers.push(row.subscriber);
    else skipped.push(row.row);
  }
  return { list, columns, subscribers, skipped };
}

/** What became of one subscriber who was to be added. */
export type AddedSubscriber = {
  /** False where the address is on the list already: then its row is unchanged. */
  readonly added: boolean;
  /** Whether the address was suppressed until now. */
  readonly lifted: boolean;
  /** The lines that have the address too, but are passed over, because they have more or fewer cells than the first. */
  readonly passedOver: readonly number[];
};

/**
 * Adds one subscriber to a list; with `resubscribe`, a suppression of the address is lifted then.
 * @throws MastheadError ADDRESS_INVALID, ADDRESS_SUPPRESSED, COLUMN_INVALID, and what `addToList` throws
 */
export async function addSubscriber(
  { store, list }: { readonly store: Store; readonly list: ChangeableList },
  {
    address,
    fields,
    resubscribe,
  }: { readonly address: string; readonly fields: NewRow; readonly resubscribe: boolean },
): Promise<AddedSubscriber> {
  const { key, address: checked } = checkedAddress(address);
  const named = nameFields(fields);
  const reason = await suppressionReason(store, key);
  if (reason !== undefined && !resubscribe) {
    throw new MastheadError('ADDRESS_SUPPRESSED', {
      what: `${checked} must not be mailed again.`,
      why: `It is suppressed: ${reason}.`,
      fix: 'If its owner asked for the newsletter again, add it with --resubscribe. The list is unchanged.',
    });
  }
  const { added, uneven } = await addToList(list, [{ ...named, email: checked }]);
  // Last, so that a list that cannot be written leaves everything as it was.
  const lifted = resubscribe && (await removeSuppression(store, key));
  return {
    added: added.length > 0,
    lifted,
    passedOver: uneven.filter((row) => row.key === key).map(({ line }) => line),
  };
}

/**
 * Sees to it that an address is not mailed again, whatever list it is on or comes back with.
 * @throws MastheadError ADDRESS_INVALID
 */
export async function removeSubscriber(
  store: Store,
  { address, at }: { readonly address: string; readonly at: Date },
): Promise<void> {
  const { key } = checkedAddress(address);
  await addSuppression(store, { address: key, reason: 'removed by hand', suppressed_at: at.toISOString() });
}

function checkedAddress(address: string): { readonly address: string; readonly key: string } {
  const checked = checkAddress(address);
  if (checked.ok) return checked;
  throw new MastheadError('ADDRESS_INVALID', {
    what: `${JSON.stringify(address)} is not a mail address.`,
    why: `It is ${checked.reason}.`,
    fix: 'Write one plain address, like ada@example.com. The list is unchanged.',
  });
}
