import type { WaitingRow } from '../../store/read-ahead.ts';
import type { DeliveryRow } from '../../store/schema.ts';
import { type Delivery, type DeliveryState, deliveryStates } from '../delivery.ts';

/** A delivery out of its row in the store. */
export const readDelivery = (row: DeliveryRow): Delivery => ({
  ...readWaiting(row),
  ...(row.detail === null ? {} : { detail: row.detail }),
  ...(row.status === null ? {} : { status: row.status }),
  ...(row.server === null ? {} : { server: row.server }),
});

/** A delivery that is to be sent, without what was said of it before. */
export const readWaiting = (row: WaitingRow): Delivery => ({
  id: row.id,
  address: row.address,
  fields: readFields(row.fields),
  state: readState(row.state),
  attempts: row.attempts,
  updatedAt: new Date(row.updated_at),
  ...(row.name === null ? {} : { name: row.name }),
  ...(row.first_tried_at === null ? {} : { firstTriedAt: new Date(row.first_tried_at) }),
  ...(row.retry_at === null ? {} : { retryAt: new Date(row.retry_at) }),
});

function readState(text: string): DeliveryState {
  const state = deliveryStates.find((known) => known === text);
  if (state === undefined) throw new Error(`The journal holds a delivery in the state ${JSON.stringify(text)}.`);
  return state;
}

function readFields(json: string): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(json);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([column, cell]) => [column, String(cell)]));
}
