import type { Audience } from '../audience/audience.ts';
import type { SkippedRow } from '../audience/subscriber.ts';
import type { Clock } from '../foundation/clock.ts';
import { throwProblems } from '../foundation/masthead-error.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';
import { MissingValues, type UsedField, unknownFields, usedFields } from './check-fields.ts';
import { editionChanged } from './edition-changed.ts';
import { AudienceHash } from './journal/audience-hash.ts';
import { contentHash } from './journal/content-hash.ts';
import type { Journal, Send } from './journal/journal.ts';
import type { Sender } from './message/sender.ts';
import type { Rate } from './rate.ts';
import type { SendPlan } from './send-plan.ts';
import type { Transport } from './transport/transport.ts';

export type PlanInput = {
  readonly rendered: RenderedEdition;
  readonly audience: Audience;
  readonly sender: Sender;
  readonly transport: Pick<Transport, 'name' | 'connections'>;
  readonly journal: Pick<Journal, 'find' | 'counts' | 'due' | 'list'>;
  readonly clock: Clock;
  readonly rate?: Rate | undefined;
  /** A marked message to given addresses, past the journal. */
  readonly test?: boolean | undefined;
  readonly resendUnknown?: boolean | undefined;
};

/**
 * Decides what a send would do, and checks every subscriber against every merge field. Writes nothing.
 * @throws MastheadError FIELD_MALFORMED, FIELD_UNKNOWN, FIELD_MISSING, EDITION_CHANGED, and the list's own
 */
export async function planSend(input: PlanInput): Promise<SendPlan> {
  const { rendered, audience, sender, transport, rate, test = false, resendUnknown = false } = input;
  const hash = contentHash(rendered);
  const { fields, problems } = usedFields(rendered);
  // A test goes to addresses without columns: a field is checked against the list's, where they are known.
  const checked = test && audience.columns.length <= 1 ? [] : unknownFields(fields, audience.columns);
  throwProblems([...problems, ...checked]);
  const send = test ? undefined : await input.journal.find(rendered.id);
  if (send && send.contentHash !== hash) throw editionChanged(rendered.id);
  const survey = await surveyAudience(audience, test || send ? [] : fields);
  const ahead = send ? await planRest(input, send, survey) : { mail: survey.mail, skipped: survey.skipped };
  return {
    edition: rendered.id,
    subject: `${test ? '[Test] ' : ''}${rendered.subject}`,
    from: sender.from.name ? `${sender.from.name} <${sender.from.address}>` : sender.from.address,
    list: audience.list,
    columns: audience.columns,
    transport: transport.name,
    connections: transport.connections,
    test,
    contentHash: hash,
    resendUnknown,
    ...ahead,
    ...(rate
      ? { rate: rate.text, seconds: Math.ceil((ahead.mail * rate.perMilliseconds) / rate.messages / 1000) }
      : {}),
  };
}

type Survey = Pick<SendPlan, 'mail' | 'skipped'> & { readonly audienceHash: string };

/** Reads the whole list once, in constant memory. */
async function surveyAudience(audience: Audience, fields: readonly UsedField[]): Promise<Survey> {
  const missing = new MissingValues(fields);
  const hash = new AudienceHash();
  const skipped = new SkippedRows();
  let mail = 0;
  for await (const row of audience.rows()) {
    hash.add(row);
    if (row.kind === 'skipped') skipped.add(row.row);
    else {
      mail += 1;
      missing.look(row.subscriber);
    }
  }
  throwProblems(missing.problems(audience.list));
  return { mail, skipped: skipped.summary(), audienceHash: hash.digest() };
}

class SkippedRows {
  #count = 0;
  readonly #reasons = new Map<string, number>();
  readonly #rows: SkippedRow[] = [];

  add(row: SkippedRow): void {
    const reason = row.reason.replace(/:.*/s, '');
    this.#count += 1;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    if (this.#rows.length < 1000) this.#rows.push(row);
  }

  summary(): SendPlan['skipped'] {
    return { count: this.#count, reasons: Object.fromEntries(this.#reasons), rows: this.#rows };
  }
}

/** What is left of a send that was begun: the audience is the frozen one, whatever the list says now. */
async function planRest(
  { journal, rendered, clock, resendUnknown = false }: PlanInput,
  send: Send,
  { skipped, audienceHash }: Survey,
): Promise<Pick<SendPlan, 'mail' | 'skipped' | 'resumes'>> {
  const counts = await journal.counts(rendered.id);
  const { due, next } = await journal.due(rendered.id, clock.now());
  // Whoever is found attempting becomes unknown when the send begins.
  const unknown = (counts.unknown ?? 0) + (counts.attempting ?? 0);
  return {
    mail: (counts.planned ?? 0) + due + (resendUnknown ? unknown : 0),
    skipped,
    resumes: {
      frozenAt: send.frozenAt,
      ...(send.finishedAt === undefined ? {} : { finishedAt: send.finishedAt }),
      accepted: counts.accepted ?? 0,
      rejected: counts.rejected ?? 0,
      unknown,
      deferred: { due, later: (counts.deferred ?? 0) - due, ...(next === undefined ? {} : { next }) },
      listChanged: send.audienceHash !== audienceHash,
    },
  };
}
