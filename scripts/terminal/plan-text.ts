import type { SendPlan } from '../../src/newsletter.ts';
import { skippedText } from './skipped-text.ts';
import { style } from './style.ts';
import { count, duration, printable, size } from './words.ts';

/** A plan as a person reads it before saying yes. */
export function planText(plan: SendPlan): string {
  const { skipped, resumes } = plan;
  const reasons = Object.entries(skipped.reasons).map(([reason, many]) => `${many} ${reason}`);
  const lines: readonly (readonly [string, string])[] = [
    ['Edition', `${plan.edition}${plan.test ? ' (a test; nothing is written into the journal)' : ''}`],
    ['Subject', printable(plan.subject)],
    ['From', printable(plan.from)],
    ...(plan.attachments.length > 0 ? [['Attached', attachedText(plan.attachments)] as const] : []),
    ['Through', plan.transport],
    [
      'To',
      `${count(plan.mail, 'message')} to ${plan.test ? 'the given addresses' : `${plan.newOnly ? 'new subscribers' : 'subscribers'} of ${plan.list}`}`,
    ],
    ...(resumes ? resumeLines(resumes, plan.resendUnknown) : []),
    ['Skipped', skipped.count === 0 ? 'nobody' : `${skipped.count} (${reasons.join(', ')})`],
    ...limitLines(plan),
    ['Time', timeText(plan)],
  ];
  const shown = lines.map(([name, text]) => `${style('dim', name.padEnd(8))}  ${text}`);
  return [...shown, ...skippedText(skipped.rows)].join('\n');
}

const attachedText = (attachments: SendPlan['attachments']): string =>
  attachments.map(({ name, bytes }) => `${printable(name)} (${size(bytes)})`).join(', ');

function limitLines({ transports, domains, warmup, until }: SendPlan): readonly (readonly [string, string])[] {
  const shares = transports.map(({ name, weight, rate }) => `${name} (weight ${weight}${rate ? `, ${rate}` : ''})`);
  const limited = Object.entries(domains).map(([domain, { rate, connections }]) =>
    [domain, rate, connections === undefined ? undefined : count(connections, 'connection')].filter(Boolean).join(' '),
  );
  return [
    ...(transports.length > 1 ? [['Shares', shares.join(', ')] as const] : []),
    ...(limited.length > 0 ? [['Limits', limited.join(', ')] as const] : []),
    ...(warmup ? [['Warm-up', `${warmup.left} of ${warmup.limit} are left on ${warmup.day} (UTC)`] as const] : []),
    ...(until === undefined ? [] : [['Until', `${until}; the rest stays for a later run`] as const]),
  ];
}

function resumeLines(
  { frozenAt, accepted, rejected, unknown, deferred, changedParts, list }: NonNullable<SendPlan['resumes']>,
  resendUnknown: boolean,
): readonly (readonly [string, string])[] {
  const before = [
    `${accepted} accepted`,
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
    ...(unknown > 0
      ? [`${unknown} unknown (${resendUnknown ? 'sent again' : 'not sent again without --resend-unknown'})`]
      : []),
    ...(deferred.later > 0 ? [`${deferred.later} deferred, the next due ${deferred.next ?? 'later'}`] : []),
  ];
  return [
    ['Goes on', `from ${frozenAt}: ${before.join(', ')}`],
    ...(changedParts.length > 0
      ? [['Content', `changed since, and sent as it is now: ${changedParts.join(', ')}`] as const]
      : []),
    ...(list.added + list.removed > 0
      ? [['List', `${list.added} added since then, ${list.removed} of those who are left removed`] as const]
      : []),
  ];
}

function timeText({ mail, rate, seconds }: SendPlan): string {
  if (mail === 0) return 'none: nobody is left to be mailed';
  if (rate === undefined || seconds === undefined) return 'as fast as it is taken; --rate sets a limit';
  return `about ${duration(seconds * 1000)} at ${rate}`;
}
