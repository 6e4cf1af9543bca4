import type { WaitingRow } from '../../store/read-ahead.ts';
import type { DeliveryRow } from '../../store/schema.ts';
import { type Delivery, type DeliveryState, deliveryStates, type RefusedSince, type Waiting } from '../delivery.ts';

/** A delivery out of its row in the store. */
export const readDelivery = (row: DeliveryRow): Delivery => ({
  ...readWaiting({ ...row, fields: JSON.parse(row.fields) }),
  state: readState(row.state),
  updatedAt: new Date(row.updated_at),
  ...(row.detail === null ? {} : { detail: row.detail }),
  ...(row.status === null ? {} : { status: row.status }),
  ...(row.server === null ? {} : { server: row.server }),
});

type Draft = { -readonly [Property in keyof Waiting]: Waiting[Property] };

/** A delivery that is to be tried, out of what was read ahead of it. */
export function readWaiting(row: WaitingRow): Waiting {
  const { id, address, attempts } = row;
  const waiting: Draft = { id, address, fields: readFields(row.fields), attempts };
  if (row.name !== null) waiting.name = row.name;
  if (row.first_tried_at !== null) waiting.firstTriedAt = new Date(row.first_tried_at);
  if (row.retry_at !== null) waiting.retryAt = new Date(row.retry_at);
  const refusedSince = readRefusals(row);
  if (refusedSince) waiting.refusedSince = refusedSince;
  return waiting;
}

/** None for nearly all. */
function readRefusals({
  address_refused_since: address,
  sender_refused_since: sender,
}: WaitingRow): RefusedSince | undefined {
  if (address === null && sender === null) return undefined;
  return {
    ...(address === null ? {} : { address: new Date(address) }),
    ...(sender === null ? {} : { sender: new Date(sender) }),
  };
}

function readState(text: string): DeliveryState {
  const state = deliveryStates.find((known) => known === text);
  if (state === undefined) throw new Error(`The journal holds a delivery in the state ${JSON.stringify(text)}.`);
  return state;
}

function readFields(value: unknown): Readonly<Record<string, string>> {
  if (isTexts(value)) return value;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([column, cell]) => [column, String(cell)]));
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((cell) => typeof cell === 'string');
