import type { AudienceRow } from '../../audience/subscriber.ts';
import type { NewDelivery } from '../../store/freeze-writer.ts';
import { recipientDomain } from '../recipient-domain.ts';

/** The row with which a row of a list enters the journal: planned, or skipped with the reason. */
export function newDelivery(row: AudienceRow): NewDelivery {
  const { address, line } = row.kind === 'skipped' ? row.row : row.subscriber;
  const key = addressKey(row);
  const domain = recipientDomain(key);
  // Every property is named: to spread some in is slow, and there is one for each row of a list.
  return row.kind === 'skipped'
    ? { address, address_key: key, domain, line, name: null, fields: '{}', state: 'skipped', detail: row.row.reason }
    : {
        address,
        address_key: key,
        domain,
        line,
        name: row.subscriber.name ?? null,
        fields: JSON.stringify(row.subscriber.fields),
        state: 'planned',
        detail: null,
      };
}

/** By which two rows of a list are one mailbox. */
export const addressKey = (row: AudienceRow): string =>
  (row.kind === 'skipped' ? row.row.address : row.subscriber.address).toLowerCase();
