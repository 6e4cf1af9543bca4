import type { AudienceRow } from '../../audience/subscriber.ts';
import type { NewDelivery } from '../../store/sends.ts';
import { recipientDomain } from '../recipient-domain.ts';

/** The row with which a row of a list enters the journal: planned, or skipped with the reason. */
export function newDelivery(
  row: AudienceRow,
  { edition, now, wave }: { readonly edition: string; readonly now: Date; readonly wave: number },
): NewDelivery {
  const { address, line } = row.kind === 'skipped' ? row.row : row.subscriber;
  const key = addressKey(row);
  return {
    edition,
    address,
    address_key: key,
    domain: recipientDomain(key),
    line,
    wave,
    ...(row.kind === 'skipped'
      ? { name: null, fields: '{}', state: 'skipped', detail: row.row.reason }
      : {
          name: row.subscriber.name ?? null,
          fields: JSON.stringify(row.subscriber.fields),
          state: 'planned',
          detail: null,
        }),
    attempts: 0,
    status: null,
    server: null,
    first_tried_at: null,
    retry_at: null,
    updated_at: now.toISOString(),
  };
}

/** By which two rows of a list are one mailbox. */
export const addressKey = (row: AudienceRow): string =>
  (row.kind === 'skipped' ? row.row.address : row.subscriber.address).toLowerCase();
