import type { Audience } from '../../audience/audience.ts';
import type { Clock } from '../../foundation/clock.ts';
import { throwProblems } from '../../foundation/masthead-error.ts';
import type { RenderedEdition } from '../../render/rendered-edition.ts';
import { contentHash } from '../journal/content-hash.ts';
import type { Journal } from '../journal/journal.ts';
import { DailyLimit, dayOf, type LimitOfDay } from '../limits/daily-limit.ts';
import { parseRate, type Rate } from '../limits/rate.ts';
import type { Sender } from '../message/sender.ts';
import type { Transport } from '../transport/transport.ts';
import { unknownFields, usedFields } from './check-fields.ts';
import { listAttachments } from './list-attachments.ts';
import { planRest, sendNotBegun } from './plan-rest.ts';
import type { DomainLimit, PlannedTransport, SendPlan } from './send-plan.ts';
import { surveyAudience } from './survey-audience.ts';

export type PlanInput = {
  readonly rendered: RenderedEdition;
  readonly audience: Audience;
  readonly sender: Sender;
  /** One transport, which `rate` limits; or several, each with its share and its rate. */
  readonly transport: Pick<Transport, 'name' | 'connections'> | readonly PlannedTransport[];
  readonly journal: Pick<Journal, 'find' | 'counts' | 'due' | 'list' | 'compare' | 'meters'>;
  readonly clock: Clock;
  readonly rate?: Rate | undefined;
  readonly domains?: Readonly<Record<string, DomainLimit>> | undefined;
  /** How many messages may go out on a day. */
  readonly limitOfDay?: LimitOfDay | undefined;
  /** A marked message to given addresses, past the journal. */
  readonly test?: boolean | undefined;
  readonly resendUnknown?: boolean | undefined;
  readonly acceptChanges?: boolean | undefined;
  readonly newOnly?: boolean | undefined;
  /** Stay until nobody is deferred any more. */
  readonly wait?: boolean | undefined;
  readonly until?: Date | undefined;
};

/**
 * Decides what a send would do, and checks every subscriber against every merge field. Writes nothing.
 * @throws MastheadError FIELD_MALFORMED, FIELD_UNKNOWN, FIELD_MISSING, EDITION_CHANGED, LIST_CHANGED, SEND_NOT_BEGUN,
 *   RATE_INVALID, and the list's own
 */
export async function planSend(input: PlanInput): Promise<SendPlan> {
  const { rendered, audience, sender, test = false, resendUnknown = false, wait = false, until } = input;
  const { fields, problems } = usedFields(rendered);
  // A test goes to addresses without columns: a field is checked against the list's, where they are known.
  const checked = test && audience.columns.length <= 1 ? [] : unknownFields(fields, audience.columns);
  throwProblems([...problems, ...checked]);
  const transports = plannedTransports(input);
  const { audienceHash, ...ahead } = await planAudience(input, fields);
  const warmup = test ? undefined : await warmupOf(input);
  return {
    edition: rendered.id,
    subject: `${test ? '[Test] ' : ''}${rendered.subject}`,
    from: sender.from.name ? `${sender.from.name} <${sender.from.address}>` : sender.from.address,
    attachments: listAttachments(rendered),
    list: audience.list,
    columns: audience.columns,
    transport: transports.map(({ name }) => name).join(', '),
    transports,
    connections: transports.reduce((sum, { connections }) => sum + connections, 0),
    domains: input.domains ?? {},
    test,
    contentHash: contentHash(rendered),
    audienceHash,
    resendUnknown,
    acceptChanges: input.acceptChanges ?? false,
    newOnly: input.newOnly ?? false,
    wait,
    ...(until === undefined ? {} : { until: until.toISOString() }),
    ...(warmup === undefined ? {} : { warmup }),
    ...ahead,
    ...timeOf(transports, ahead.mail),
  };
}

function plannedTransports({ transport, rate }: PlanInput): readonly PlannedTransport[] {
  if ('name' in transport) {
    const { name, connections } = transport;
    return [{ name, connections, weight: 1, ...(rate ? { rate: rate.text } : {}) }];
  }
  for (const one of transport) if (one.rate !== undefined) parseRate(one.rate);
  return transport;
}

async function planAudience(
  input: PlanInput,
  fields: ReturnType<typeof usedFields>['fields'],
): Promise<Pick<SendPlan, 'mail' | 'skipped' | 'resumes' | 'audienceHash'>> {
  const { rendered, audience, clock, test, newOnly = false, resendUnknown = false, acceptChanges = false } = input;
  const send = test ? undefined : await input.journal.find(rendered.id);
  if (newOnly && !send) throw sendNotBegun(rendered.id);
  const survey = await surveyAudience(audience, test || (send && !newOnly) ? [] : fields);
  if (!send) return survey;
  const rest = { ...input, fields, survey, now: clock.now(), newOnly, resendUnknown, acceptChanges };
  return { ...(await planRest(rest, send)), audienceHash: survey.audienceHash };
}

async function warmupOf({ limitOfDay, clock, journal }: PlanInput): Promise<SendPlan['warmup']> {
  const now = clock.now();
  const day = dayOf(now);
  const limit = limitOfDay?.(day);
  if (!limitOfDay || limit === undefined) return undefined;
  return { day, limit, left: new DailyLimit(limitOfDay, now, await journal.meters()).left(now) };
}

/** How long it takes where every transport has a rate. */
function timeOf(transports: readonly PlannedTransport[], mail: number): Pick<SendPlan, 'rate' | 'seconds'> {
  const texts = transports.flatMap(({ rate }) => (rate === undefined ? [] : [rate]));
  if (texts.length < transports.length || texts.length === 0) return {};
  const perSecond = texts.map(parseRate).reduce((sum, rate) => sum + (rate.messages * 1000) / rate.perMilliseconds, 0);
  return { rate: texts.join(' + '), seconds: Math.ceil(mail / perSecond) };
}
