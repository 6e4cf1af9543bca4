import { csvLine } from '../audience/csv-line.ts';
import { openJournal } from '../deliver/journal/journal.ts';
import { type EditionStatus, type NamedDelivery, nameDelivery, statusOf } from '../deliver/status.ts';
import { MastheadError } from '../foundation/masthead-error.ts';
import { openStore } from '../store/open-store.ts';
import type { Press } from './press.ts';

/**
 * What became of an edition's messages; without an id, of the edition that was sent last.
 * @throws MastheadError NOTHING_SENT
 */
export async function sendStatus(press: Press, id: string | undefined): Promise<EditionStatus> {
  const store = await openStore(press.state('masthead.db'));
  try {
    const journal = openJournal({ store, lockFile: press.state('send.lock') });
    const edition = id ?? (await journal.latest());
    const status = edition === undefined ? undefined : await statusOf(journal, edition);
    if (status) return status;
    throw nothingSent(edition);
  } finally {
    await store.close();
  }
}

/**
 * Every delivery of an edition as CSV, a line at a time, in the order of the list; the columns are named in the first.
 * @throws MastheadError NOTHING_SENT
 */
export async function* deliveriesCsv(press: Press, id: string | undefined): AsyncIterable<string> {
  const store = await openStore(press.state('masthead.db'));
  try {
    const journal = openJournal({ store, lockFile: press.state('send.lock') });
    const edition = id ?? (await journal.latest());
    if (edition === undefined || !(await journal.find(edition))) throw nothingSent(edition);
    yield csvLine(columns);
    for await (const delivery of journal.list(edition)) {
      const named = nameDelivery(delivery);
      yield csvLine(columns.map((column) => String(named[column] ?? '')));
    }
  } finally {
    await store.close();
  }
}

const columns = [
  'address',
  'name',
  'state',
  'attempts',
  'detail',
  'status',
  'server',
  'retryAt',
  'updatedAt',
] as const satisfies readonly (keyof NamedDelivery)[];

const nothingSent = (edition: string | undefined): MastheadError =>
  new MastheadError('NOTHING_SENT', {
    what:
      edition === undefined ? 'No edition has been sent from this folder.' : `Edition ${edition} has not been sent.`,
    why: 'The journal, .masthead/masthead.db, has no deliveries of it.',
    fix: 'Run `masthead send --dry-run` to see what a send would do.',
  });
