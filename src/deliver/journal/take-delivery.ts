import type { Delivery, Waiting } from '../delivery.ts';

/** A delivery as the journal has it once a turn of that moment has taken it. */
export function takeDelivery(delivery: Waiting, now: Date): Delivery {
  const { id, address, name, fields, firstTriedAt = now } = delivery;
  const attempts = delivery.attempts + 1;
  // Every property is named: to spread the delivery in takes many times as long, for each message.
  return name === undefined
    ? { id, address, fields, state: 'attempting', attempts, firstTriedAt, updatedAt: now }
    : { id, address, name, fields, state: 'attempting', attempts, firstTriedAt, updatedAt: now };
}
