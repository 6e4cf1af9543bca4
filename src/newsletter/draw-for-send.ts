import { resolve } from 'node:path';
import { readList } from '../audience/read-list.ts';
import type { Config } from '../config/config.ts';
import type { Edition } from '../content/edition.ts';
import { MastheadError, throwProblems } from '../foundation/masthead-error.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';
import type { CheckedEdition, Press } from './press.ts';

/** An edition that may be sent, and the settings that it is sent with. Plain data: it can be drawn in another process. */
export type DrawnForSend = { readonly settings: Config; readonly rendered: RenderedEdition };

/** What has to be known of a send to draw for it. */
export type DrawingFor = {
  /** A CSV file, relative to the newsletter's folder; the configured list when absent. */
  readonly list?: string | undefined;
  /** A marked test, which a draft may be, and which goes to no list. */
  readonly test: boolean;
};

/**
 * Draws and checks an edition, its merge fields against the columns of the list.
 * @throws MastheadError EDITION_DRAFT, FINDINGS, and what the content, the template and the list's first line have to say
 */
export async function drawForSend(
  press: Press,
  id: string | undefined,
  { list, test }: DrawingFor,
): Promise<DrawnForSend> {
  const settings = await press.config();
  const edition = await press.edition(id);
  if (edition.draft && !test) throw draftRefused(edition);
  const columns = test ? undefined : await columnsOf(press, list ?? settings.list);
  return { settings, rendered: refuseErrors(await press.check(edition, columns)).rendered };
}

/** The list is read whole later, by whoever sends. */
const columnsOf = async ({ folder }: Press, label: string): Promise<readonly string[]> =>
  (await readList(resolve(folder, label), { label, suppressed: async () => new Map() })).columns;

function refuseErrors(checked: CheckedEdition): CheckedEdition {
  const errors = checked.findings.filter(({ severity }) => severity === 'error');
  throwProblems(
    errors.map(({ rule, place, what, why, fix }) => ({
      code: 'FINDINGS',
      what: `${what} (${rule}, ${place})`,
      why: `${why} Nobody was mailed.`,
      fix,
    })),
  );
  return checked;
}

const draftRefused = ({ id, file }: Edition): MastheadError =>
  new MastheadError('EDITION_DRAFT', {
    what: `Edition ${id} is a draft.`,
    why: 'Drafts are previewed, exported and sent as a test with --to, but never sent to a list.',
    fix: 'Take `draft: true` out of it when it is ready. Nobody was mailed.',
    ...(file === undefined ? {} : { place: { file } }),
  });
