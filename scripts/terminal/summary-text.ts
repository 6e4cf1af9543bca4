import type { SendPlan, SendSummary } from '../../src/newsletter.ts';
import { countsText, namesText } from './names-text.ts';
import { style } from './style.ts';
import { count, duration, printable } from './words.ts';

const most = 50;

/** How a send ended, for a person: counts, everyone who was not reached by name, and what to do. */
export function summaryText(summary: SendSummary, plan: SendPlan): string {
  const { counts, thisRun, names, unnamed, interrupted, stopped, left, milliseconds } = summary;
  const heading = interrupted ? 'Interrupted' : stopped === undefined ? 'Done' : 'Stopped';
  const shown = namesText(names.slice(0, most));
  const hidden = names.length - Math.min(names.length, most) + unnamed;
  return [
    `${style('bold', heading)} after ${duration(milliseconds)}: ${isBeforeAnyone(summary) ? 'nobody was mailed' : countsText(thisRun)}.`,
    ...(stopped === undefined ? [] : [`The server said: ${printable(stopped)}`]),
    ...(left === undefined ? [] : [`The rest is left for a later run: ${left}.`]),
    ...transportsText(summary),
    ...domainsText(summary),
    ...(plan.resumes ? [`All runs together: ${countsText(counts)}.`] : []),
    ...shown,
    ...(hidden > 0 ? [`  and ${hidden} more; \`masthead status\` names them all`] : []),
    ...advice(summary, plan),
  ].join('\n');
}

/** Which transport took how many, where there are several, and which the others had to stand in for. */
function transportsText({ transports }: SendSummary): readonly string[] {
  if (transports.length < 2) return [];
  const standsIn = transports.some(({ failed }) => failed === undefined);
  return transports.map(({ name, states, failed }) => {
    const said = printable(failed ?? '');
    const trouble = standsIn ? `it failed, and the others took over: ${said}` : `it failed: ${said}; no other was left`;
    return `  ${name}: ${countsText(states)}${failed === undefined ? '' : `; ${trouble}`}`;
  });
}

/** Which domains would not have mail from this sender. */
const domainsText = ({ domains }: SendSummary): readonly string[] =>
  domains.map(
    ({ domain, paused, stopped }) =>
      `  ${printable(domain)} refuses the sender, and its readers are left for a later run: ${printable(stopped ?? paused ?? '')}`,
  );

/** Whether it was stopped before its first message. */
const isBeforeAnyone = ({ interrupted, thisRun }: SendSummary): boolean =>
  interrupted && Object.keys(thisRun).length === 0;

function advice(summary: SendSummary, { transport, test, newOnly, resumes }: SendPlan): readonly string[] {
  const { counts } = summary;
  const { deferred = 0, unknown = 0, planned = 0 } = counts;
  const nobody = isBeforeAnyone(summary);
  const first = newOnly ? (resumes?.left ?? 0) : 0;
  const left = planned + (test ? 0 : deferred) - first;
  const added = newOnly || !resumes ? undefined : addedText(resumes);
  return [
    ...(transport.startsWith('outbox ') && !nobody
      ? [`The messages are in ${transport.slice('outbox '.length)}.`]
      : []),
    ...(left > 0 ? ['Run the same command again to go on with those who are left.'] : []),
    ...(nobody && Object.keys(counts).length === 0 ? ['Run the same command again to begin.'] : []),
    ...(first > 0 ? [firstAudienceLeft(first)] : []),
    ...(added === undefined ? [] : [added]),
    ...(unknown > 0 && !test
      ? [
          'Nobody knows whether the unknown were reached. --resend-unknown mails them again; some may then get it twice.',
        ]
      : []),
  ];
}

/** What --new-only leaves out. */
export const firstAudienceLeft = (left: number): string =>
  `${left} of the first audience ${left === 1 ? 'is' : 'are'} left; run without --new-only.`;

/** Who was added to the list and is mailed by no run without --new-only; undefined when nobody was. */
export const addedText = ({ list: { added } }: NonNullable<SendPlan['resumes']>): string | undefined =>
  added === 0 ? undefined : `${count(added, 'subscriber')} came to the list since; --new-only mails those alone.`;
