import { openJournal } from '../deliver/journal/journal.ts';
import { type EditionStatus, statusOf } from '../deliver/status.ts';
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
    throw new MastheadError('NOTHING_SENT', {
      what:
        edition === undefined ? 'No edition has been sent from this folder.' : `Edition ${edition} has not been sent.`,
      why: 'The journal, .masthead/masthead.db, has no deliveries of it.',
      fix: 'Run `masthead send --dry-run` to see what a send would do.',
    });
  } finally {
    await store.close();
  }
}
