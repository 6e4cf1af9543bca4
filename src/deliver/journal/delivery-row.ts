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

type Draft = { -readonly [Property in keyof Delivery]: Delivery[Property] };

/** A delivery that is to be sent, without what was said of it before. */
export function readWaiting(row: WaitingRow): Delivery {
  const delivery: Draft = {
    id: row.id,
    address: row.address,
    fields: readFields(row.fields),
    state: readState(row.state),
    attempts: row.attempts,
    updatedAt: new Date(row.updated_at),
  };
  if (row.name !== null) delivery.name = row.name;
  if (row.first_tried_at !== null) delivery.firstTriedAt = new Date(row.first_tried_at);
  if (row.retry_at !== null) delivery.retryAt = new Date(row.retry_at);
  return delivery;
}

function readState(text: string): DeliveryState {
  const state = deliveryStates.find((known) => known === text);
  if (state === undefined) throw new Error(`The journal holds a delivery in the state ${JSON.stringify(text)}.`);
  return state;
}

function readFields(json: string): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(json);
  if (isTexts(value)) return value;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([column, cell]) => [column, String(cell)]));
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((cell) => typeof cell === 'string');
