import type { SendProgress } from '../../src/newsletter.ts';
import { count, duration, printable } from './words.ts';

const everySeconds = 10;

/**
 * Shows on stderr how a send goes on: a bar in a terminal, else a line every ten seconds, so that a log stays readable.
 * clack's bar is not used: it takes Ctrl+C for itself and ends the process, and a send has to end in order.
 */
export function showProgress(stream: NodeJS.WriteStream = process.stderr): {
  readonly update: (progress: SendProgress) => void;
  readonly end: () => void;
} {
  const start = Date.now();
  let last = start;
  let shown = false;
  const bar = (progress: SendProgress): void => {
    const now = Date.now();
    if (now - last < 100 && progress.done < progress.total) return;
    last = now;
    shown = true;
    stream.write(`\r\x1b[2K${progressText(progress, { elapsed: now - start, width: 24 })}`);
  };
  const line = (progress: SendProgress): void => {
    if (Date.now() - last < everySeconds * 1000) return;
    last = Date.now();
    stream.write(`${progressText(progress, { elapsed: last - start, width: 0 })}\n`);
  };
  return {
    update: stream.isTTY ? bar : line,
    end: () => {
      if (shown) stream.write('\n');
      shown = false;
    },
  };
}

/** `████████░░░░ 120 of 200 messages, 34/s, 3 s left, 1 rejected`. */
export function progressText(
  { done, total, states, paused }: SendProgress,
  { elapsed, width }: { readonly elapsed: number; readonly width: number },
): string {
  const filled = total === 0 ? width : Math.round((Math.min(done, total) / total) * width);
  const bar = width === 0 ? '' : `${'█'.repeat(filled)}${'░'.repeat(width - filled)} `;
  const perSecond = elapsed === 0 ? 0 : (done * 1000) / elapsed;
  const rate = `${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`;
  const left = done === 0 || done >= total ? [] : [`${duration(((total - done) * 1000) / perSecond)} left`];
  const trouble = Object.entries(states)
    .filter(([state]) => state !== 'accepted')
    .map(([state, many]) => `${many} ${state}`);
  const pause = paused === undefined ? [] : [`paused: ${printable(paused)}`];
  return `${bar}${done} of ${count(total, 'message')}, ${[rate, ...left, ...trouble, ...pause].join(', ')}`;
}
