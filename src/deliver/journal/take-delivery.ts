import type { Delivery, Waiting } from '../delivery.ts';

type Draft = { -readonly [Property in keyof Delivery]: Delivery[Property] };

/** A delivery as the journal has it once a turn of that moment has taken it. */
export function takeDelivery(delivery: Waiting, now: Date): Delivery {
  const { id, address, name, fields, firstTriedAt = now, refusedSince } = delivery;
  const attempts = delivery.attempts + 1;
  // Every property is named: to spread the delivery in takes many times as long, for each message.
  const taken: Draft = { id, address, fields, state: 'attempting', attempts, firstTriedAt, updatedAt: now };
  if (name !== undefined) taken.name = name;
  if (refusedSince) taken.refusedSince = refusedSince;
  return taken;
}
