import type { Audience } from '../../audience/audience.ts';
import { MastheadError, throwProblems } from '../../foundation/masthead-error.ts';
import type { RenderedEdition } from '../../render/rendered-edition.ts';
import type { ListChange } from '../journal/compare-audience.ts';
import { changedParts, contentHash } from '../journal/content-hash.ts';
import type { DeliveryCounts, Journal, Send } from '../journal/journal.ts';
import { MissingValues, type UsedField } from './check-fields.ts';
import { editionChanged, listChanged } from './edition-changed.ts';
import type { SendPlan } from './send-plan.ts';
import type { Survey } from './survey-audience.ts';

export type RestInput = {
  readonly rendered: RenderedEdition;
  readonly audience: Audience;
  readonly journal: Pick<Journal, 'counts' | 'due' | 'list' | 'compare'>;
  readonly now: Date;
  readonly fields: readonly UsedField[];
  readonly survey: Survey;
  readonly resendUnknown: boolean;
  readonly acceptChanges: boolean;
  readonly newOnly: boolean;
};

/**
 * What is left of a send that was begun: the audience is the frozen one, whatever the list says now, unless the user says
 * otherwise.
 * @throws MastheadError EDITION_CHANGED, LIST_CHANGED, FIELD_MISSING
 */
export async function planRest(input: RestInput, send: Send): Promise<Pick<SendPlan, 'mail' | 'skipped' | 'resumes'>> {
  const { rendered, journal, now, survey, newOnly, resendUnknown } = input;
  const edition = rendered.id;
  // Compared although its hash may be that of the list which was frozen or accepted last: whoever came with a list that was
  // accepted is not in the audience until mailed, and an unknown who had left it then is still on no list.
  const list = await journal.compare(edition, input.audience, { now, unknown: resendUnknown });
  const changed = await refuseChanges(input, send, list);
  const counts = await journal.counts(edition);
  const { due, next } = await journal.due(edition, now);
  // Whoever is found attempting becomes unknown when the send begins.
  const unknown = (counts.unknown ?? 0) + (counts.attempting ?? 0);
  const left = (counts.planned ?? 0) + due + (resendUnknown ? unknown : 0);
  const added = await journal.counts(edition, 2);
  return {
    mail: newOnly
      ? await countNew(input, list)
      : Math.max(0, left - (list.removed - list.removedLater) - list.suppressed),
    skipped: survey.skipped,
    resumes: {
      frozenAt: send.frozenAt,
      ...(send.finishedAt === undefined ? {} : { finishedAt: send.finishedAt }),
      accepted: counts.accepted ?? 0,
      rejected: counts.rejected ?? 0,
      unknown,
      attempting: counts.attempting ?? 0,
      left: stillToMail(counts) - stillToMail(added),
      deferred: { due, later: (counts.deferred ?? 0) - due, ...(next === undefined ? {} : { next }) },
      changedParts: changed,
      list: { added: list.added, removed: list.removed },
    },
  };
}

const stillToMail = ({ planned = 0, deferred = 0 }: DeliveryCounts): number => planned + deferred;

const isListKnown = (send: Send, survey: Survey): boolean => send.audienceHash === survey.audienceHash;

/** Gives the parts whose change the user accepts. */
async function refuseChanges(input: RestInput, send: Send, list: ListChange): Promise<readonly string[]> {
  const { rendered, journal, audience, survey, acceptChanges, newOnly, resendUnknown } = input;
  const parts = changedParts(rendered, send.parts);
  const isChanged = contentHash(rendered) !== send.contentHash;
  const { planned = 0, deferred = 0, accepted = 0, unknown = 0, attempting = 0 } = await journal.counts(rendered.id);
  const unsure = unknown + attempting;
  const left = planned + deferred + (resendUnknown ? unsure : 0);
  const progress = { edition: rendered.id, mailed: accepted + unsure, left };
  if (isChanged && !acceptChanges) throw editionChanged({ ...progress, parts });
  const isOther = list.removed > 0 || (list.added > 0 && !isListKnown(send, survey));
  if (isOther && !acceptChanges && !newOnly) {
    throw listChanged({ ...progress, ...list, list: audience.list });
  }
  if (isChanged) await checkRest(input);
  return parts;
}

/** New content may want columns that some of those lack who were frozen in before it was written. */
async function checkRest({ journal, rendered, fields, audience }: RestInput): Promise<void> {
  const missing = new MissingValues(fields);
  for (const state of ['planned', 'deferred', 'unknown', 'attempting'] as const) {
    for await (const { address, fields: columns } of journal.list(rendered.id, state)) {
      missing.look({ address, fields: columns });
    }
  }
  throwProblems(missing.problems({ list: audience.list, frozen: true }));
}

/** Those whom the list has gained, and those of earlier additions who are still to be mailed. */
async function countNew({ journal, rendered, now }: RestInput, { added, removedNew }: ListChange): Promise<number> {
  const { planned = 0 } = await journal.counts(rendered.id, 2);
  return added + planned + (await journal.due(rendered.id, now, 2)).due - removedNew;
}

/** There is nothing to add to. */
export const sendNotBegun = (edition: string): MastheadError =>
  new MastheadError('SEND_NOT_BEGUN', {
    what: `Edition ${edition} has not been sent, so nobody can be new to it.`,
    why: '--new-only mails those who were added to the list after an edition went out.',
    fix: 'Run the command without --new-only to send it to the whole list. Nobody was mailed.',
  });
