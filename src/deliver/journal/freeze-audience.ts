import type { Audience } from '../../audience/audience.ts';
import type { AudienceRow } from '../../audience/subscriber.ts';
import { MastheadError } from '../../foundation/masthead-error.ts';
import type { Store } from '../../store/open-store.ts';
import type { DeliveryRow } from '../../store/schema.ts';
import { addToFreeze, beginFreeze, completeFreeze } from '../../store/sends.ts';
import { AudienceHash } from './audience-hash.ts';

/** A send whose audience is to be frozen. */
export type NewSend = {
  readonly edition: string;
  readonly contentHash: string;
  readonly audience: Audience;
  /** How many subscribers the plan promised to mail. */
  readonly mail: number;
  readonly now: Date;
};

const chunkSize = 500;

/**
 * Writes the whole audience down before anyone is mailed, a chunk at a time; a last commit counts what is on disk and makes
 * it stand. A freeze that was cut off never stands and is begun anew, so nobody is ever mailed out of half a list.
 * @throws MastheadError LIST_CHANGED
 */
export async function freezeAudience(
  store: Store,
  { edition, contentHash, audience, mail, now }: NewSend,
): Promise<void> {
  const hash = new AudienceHash();
  await beginFreeze(store, { edition, content_hash: contentHash, audience_hash: '', list: audience.list });
  let chunk: Omit<DeliveryRow, 'id'>[] = [];
  for await (const row of audience.rows()) {
    hash.add(row);
    chunk.push(newRow(row, { edition, now }));
    if (chunk.length < chunkSize) continue;
    await addToFreeze(store, chunk);
    chunk = [];
  }
  await addToFreeze(store, chunk);
  const counted = await completeFreeze(store, {
    edition,
    audienceHash: hash.digest(),
    planned: mail,
    at: now.toISOString(),
  });
  if (counted.complete) return;
  throw new MastheadError('LIST_CHANGED', {
    what: `${audience.list} changed while this send was being started.`,
    why: `The plan was for ${mail} subscribers; now there are ${counted.planned}.`,
    fix: 'Run the command again and look at the new plan. Nobody was mailed.',
  });
}

function newRow(row: AudienceRow, { edition, now }: { edition: string; now: Date }): Omit<DeliveryRow, 'id'> {
  const fresh = {
    edition,
    attempts: 0,
    status: null,
    first_tried_at: null,
    retry_at: null,
    updated_at: now.toISOString(),
  };
  if (row.kind === 'skipped') {
    const { address, line, reason } = row.row;
    const address_key = address.toLowerCase();
    return { ...fresh, address, address_key, line, name: null, fields: '{}', state: 'skipped', detail: reason };
  }
  const { address, name, fields, line } = row.subscriber;
  return {
    ...fresh,
    address,
    address_key: address.toLowerCase(),
    line,
    name: name ?? null,
    fields: JSON.stringify(fields),
    state: 'planned',
    detail: null,
  };
}
