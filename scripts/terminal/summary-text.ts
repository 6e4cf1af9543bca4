import type { SendPlan, SendSummary } from '../../src/newsletter.ts';
import { countsText, namesText } from './names-text.ts';
import { style } from './style.ts';
import { duration, printable } from './words.ts';

const most = 50;

/** How a send ended, for a person: counts, everyone who was not reached by name, and what to do. */
export function summaryText(summary: SendSummary, plan: SendPlan): string {
  const { counts, thisRun, names, unnamed, interrupted, stopped, left, milliseconds } = summary;
  const heading = interrupted ? 'Interrupted' : stopped === undefined ? 'Done' : 'Stopped';
  const shown = namesText(names.slice(0, most));
  const hidden = names.length - Math.min(names.length, most) + unnamed;
  return [
    `${style('bold', heading)} after ${duration(milliseconds)}: ${countsText(thisRun)}.`,
    ...(stopped === undefined ? [] : [`The server said: ${printable(stopped)}`]),
    ...(left === undefined ? [] : [`The rest is left for a later run: ${left}.`]),
    ...transportsText(summary),
    ...(plan.resumes ? [`All runs together: ${countsText(counts)}.`] : []),
    ...shown,
    ...(hidden > 0 ? [`  and ${hidden} more; \`masthead status\` names them all`] : []),
    ...advice(summary, plan),
  ].join('\n');
}

/** Which transport took how many, where there are several, and which the others had to stand in for. */
const transportsText = ({ transports }: SendSummary): readonly string[] =>
  transports.length < 2
    ? []
    : transports.map(
        ({ name, states, stopped }) =>
          `  ${name}: ${countsText(states)}${stopped === undefined ? '' : `; it failed, and the others took over: ${printable(stopped)}`}`,
      );

function advice({ counts }: SendSummary, { transport, test }: SendPlan): readonly string[] {
  const { deferred = 0, unknown = 0, planned = 0 } = counts;
  return [
    ...(transport.startsWith('outbox ') ? [`The messages are in ${transport.slice('outbox '.length)}.`] : []),
    ...(planned > 0 || (deferred > 0 && !test) ? ['Run the same command again to go on with those who are left.'] : []),
    ...(unknown > 0
      ? [
          'Nobody knows whether the unknown were reached. --resend-unknown mails them again; some may then get it twice.',
        ]
      : []),
  ];
}
