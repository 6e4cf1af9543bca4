import type { SendProgress } from '../../src/newsletter.ts';
import { count, duration, printable } from './words.ts';

const lineEvery = 10_000;
const barEvery = 100;

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
  let latest: SendProgress | undefined;
  let shown = false;
  const draw = (): void => {
    if (!latest) return;
    last = Date.now();
    const elapsed = last - start;
    if (stream.isTTY) stream.write(`\r\x1b[2K${progressText(latest, { elapsed, width: 24 })}`);
    else stream.write(`${progressText(latest, { elapsed, width: 0 })}\n`);
    shown = stream.isTTY;
  };
  // A send that waits for a retry gives no news, and says so all the same.
  const timer = setInterval(draw, stream.isTTY ? 1000 : lineEvery).unref();
  return {
    update: (progress) => {
      latest = progress;
      if (stream.isTTY && (Date.now() - last >= barEvery || progress.done >= progress.total)) draw();
    },
    end: () => {
      clearInterval(timer);
      if (shown) stream.write('\n');
      shown = false;
    },
  };
}

/** `████████░░░░ 120 of 200 messages, 34/s, 3 s left, 1 rejected`. */
export function progressText(
  progress: SendProgress,
  { elapsed, width }: { readonly elapsed: number; readonly width: number },
): string {
  const { done, total, states } = progress;
  const filled = total === 0 ? width : Math.round((Math.min(done, total) / total) * width);
  const bar = width === 0 ? '' : `${'█'.repeat(filled)}${'░'.repeat(width - filled)} `;
  const perSecond = elapsed === 0 ? 0 : (done * 1000) / elapsed;
  const rate = `${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`;
  const left = done === 0 || done >= total ? [] : [`${duration(((total - done) * 1000) / perSecond)} left`];
  const counts = Object.entries(states).map(([state, many]) => `${many} ${state}`);
  return `${bar}${done} of ${count(total, 'message')}, ${[rate, ...left, ...counts, ...waitsText(progress)].join(', ')}`;
}

/** What is waited for: a server's trouble, another transport's, the next retry. */
function waitsText({ paused, nextRetry, transports }: SendProgress): readonly string[] {
  if (paused !== undefined) return [`paused: ${printable(paused)}`];
  const down = transports.flatMap((one) => {
    const reason = one.stopped ?? one.paused;
    const word = one.stopped === undefined ? 'paused' : 'stopped';
    return reason === undefined ? [] : [`${one.name} ${word}: ${printable(reason)}`];
  });
  return [...down, ...(nextRetry === undefined ? [] : [`the next retry at ${nextRetry}`])];
}
