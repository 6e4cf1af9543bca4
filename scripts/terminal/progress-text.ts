import stringWidth from 'string-width';
import type { SendProgress } from '../../src/newsletter.ts';
import { count, duration, printable } from './words.ts';

type Pace = {
  readonly perSecond: number;
  readonly now: Date;
};

const bars = [24, 10] as const;
/** In a narrower terminal the words matter more. */
const narrowest = 40;

/** `120 of 200 messages, 34/s, 3 s left, 119 accepted, 1 rejected`, and whatever is waited for. */
export function progressText(progress: SendProgress, { perSecond, now }: Pace): string {
  const { done, total, states } = progress;
  const rate = `${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`;
  const left = perSecond === 0 || done >= total ? [] : [`${duration(((total - done) * 1000) / perSecond)} left`];
  const counts = Object.entries(states).map(([state, many]) => `${many} ${state}`);
  return `${done} of ${count(total, 'message')}, ${[rate, ...left, ...counts, ...waitsText(progress, now)].join(', ')}`;
}

/** The same behind a bar, in one line that no terminal of so many columns wraps: a wrapped one could not be drawn over. */
export function progressBar(progress: SendProgress, { columns, ...pace }: Pace & { readonly columns: number }): string {
  const text = progressText(progress, pace);
  // A character in the last column makes some terminals begin a new line.
  const room = columns - 1;
  if (columns < narrowest) return truncate(text, room);
  const width = bars.find((bar) => bar + 1 + stringWidth(text) <= room) ?? bars[1];
  const { done, total } = progress;
  const filled = total === 0 ? width : Math.round((Math.min(done, total) / total) * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${truncate(text, room - width - 1)}`;
}

/** Text that takes no more than so many columns; what is cut off leaves `…`. */
function truncate(text: string, room: number): string {
  if (stringWidth(text) <= room) return text;
  let fitting = '';
  let taken = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    taken += stringWidth(segment);
    if (taken > room - 1) break;
    fitting += segment;
  }
  return room < 1 ? '' : `${fitting}…`;
}

/** What is waited for: a server’s trouble, another transport’s, domains that refuse the sender, the next retry. */
function waitsText({ paused, nextRetry, transports, domains }: SendProgress, now: Date): readonly string[] {
  const until = (moment: string): string => duration(Math.max(0, Date.parse(moment) - now.getTime()));
  const down = transports.flatMap((one) => {
    const reason = one.stopped ?? one.paused;
    const word = one.stopped === undefined ? 'paused' : 'stopped';
    return reason === undefined || reason === paused ? [] : [`${one.name} ${word}: ${printable(reason)}`];
  });
  const held = domains.map(({ domain, until: end, ...one }) => {
    const reason = one.stopped ?? one.paused ?? '';
    const wait = end === undefined ? 'left for a later run' : `held back for ${until(end)}`;
    return `${printable(domain)} ${wait}${reason === paused ? '' : `: ${printable(reason)}`}`;
  });
  return [
    ...(paused === undefined ? [] : [`paused: ${printable(paused)}`]),
    ...(nextRetry === undefined ? [] : [`next retry in ${until(nextRetry)}`]),
    ...held,
    ...down,
  ];
}
