import type { Audience } from '../../audience/audience.ts';
import { MastheadError } from '../../foundation/masthead-error.ts';
import { type NewDelivery, openFreezeWriter } from '../../store/freeze-writer.ts';
import type { Store } from '../../store/open-store.ts';
import { addToAudience, beginFreeze, completeFreeze } from '../../store/sends.ts';
import { AudienceHash } from './audience-hash.ts';
import { guardStart } from './guard-journal.ts';
import { newDelivery } from './new-delivery.ts';

/** A send whose audience is to be frozen. */
export type NewSend = {
  readonly edition: string;
  readonly contentHash: string;
  /** A hash for each part of the content, to tell later what changed. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly audience: Audience;
  /** How many subscribers the plan promised to mail, and the hash of the list that it had read. */
  readonly mail: number;
  readonly audienceHash: string;
  readonly now: Date;
};

/** So many rows of a list are in memory at once, and in one commit. */
const chunkSize = 512;

/**
 * Writes the whole audience down before anyone is mailed, a chunk at a time; a last commit counts what is on disk and makes
 * it stand. A freeze that was cut off never stands and is begun anew, so nobody is ever mailed out of half a list.
 * @throws MastheadError LIST_CHANGED, JOURNAL_NOT_WRITTEN
 */
export async function freezeAudience(
  store: Store,
  { edition, contentHash, parts, audience, mail, audienceHash, now }: NewSend,
): Promise<void> {
  const hash = new AudienceHash();
  const begun = {
    edition,
    content_hash: contentHash,
    parts: parts === undefined ? null : JSON.stringify(parts),
    audience_hash: '',
    list: audience.list,
  };
  await guardStart(() => beginFreeze(store, begun));
  const write = openFreezeWriter(store, { edition, wave: 1, at: now.toISOString() });
  for await (const chunk of rowsInChunks(audience, hash)) {
    await guardStart(() => write(chunk));
  }
  const isSame = hash.digest() === audienceHash;
  const whole = { edition, audienceHash, planned: mail, at: now.toISOString() };
  const counted = isSame ? await guardStart(() => completeFreeze(store, whole)) : undefined;
  if (counted?.complete) return;
  throw listChanged(
    audience,
    counted ? `The plan was for ${mail} subscribers; now there are ${counted.planned}.` : otherAddresses,
  );
}

/**
 * Sees whether a list is still the one that a plan was made for.
 * @throws MastheadError LIST_CHANGED
 */
export async function refuseAnotherList({
  audience,
  audienceHash,
}: Pick<NewSend, 'audience' | 'audienceHash'>): Promise<void> {
  const hash = new AudienceHash();
  for await (const listed of audience.rows()) hash.add(listed);
  if (hash.digest() !== audienceHash) throw listChanged(audience, otherAddresses);
}

const otherAddresses = 'The addresses on it are not those that the plan was made for.';

const listChanged = ({ list }: Audience, why: string): MastheadError =>
  new MastheadError('LIST_CHANGED', {
    what: `${list} changed while this send was being started.`,
    why,
    fix: 'Run the command again and look at the new plan. Nobody was mailed.',
  });

/** Adds those of a list who are not in the frozen audience, as a wave of their own; returns how many there were. */
export async function addNewSubscribers(
  store: Store,
  { edition, audience, wave, now }: { edition: string; audience: Audience; wave: number; now: Date },
): Promise<number> {
  let added = 0;
  for await (const chunk of rowsInChunks(audience)) {
    const planned = chunk.filter(({ state }) => state === 'planned');
    added += await guardStart(() => addToAudience(store, { edition, wave, at: now.toISOString() }, planned));
  }
  return added;
}

async function* rowsInChunks(audience: Audience, hash?: AudienceHash): AsyncIterable<readonly NewDelivery[]> {
  let chunk: NewDelivery[] = [];
  for await (const listed of audience.rows()) {
    hash?.add(listed);
    chunk.push(newDelivery(listed));
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
}
