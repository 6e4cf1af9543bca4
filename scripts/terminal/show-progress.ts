import { type Clock, systemClock } from '../../src/foundation/clock.ts';
import type { SendProgress } from '../../src/newsletter.ts';
import { progressBar, progressText } from './progress-text.ts';
import { RecentRate } from './recent-rate.ts';

const lineEvery = 10_000;
const barEvery = 1000;
/** News are drawn at once, but no faster than this. */
const barAgainAfter = 100;

type Shown = {
  readonly stream?: { readonly isTTY?: boolean; readonly columns?: number; readonly write: (text: string) => unknown };
  readonly clock?: Clock;
};

/**
 * Shows on stderr how a send goes on: a bar in a terminal, else a line every ten seconds, so that a log stays readable.
 * clack's bar is not used: it takes Ctrl+C for itself and ends the process, and a send has to end in order.
 */
export function showProgress({ stream = process.stderr, clock = systemClock }: Shown = {}): {
  readonly update: (progress: SendProgress) => void;
  readonly end: () => void;
} {
  const start = clock.now().getTime();
  const rate = new RecentRate(start);
  const ending = new AbortController();
  let last = start;
  let latest: SendProgress | undefined;
  let shown = false;
  const draw = (): void => {
    if (!latest) return;
    const now = clock.now();
    last = now.getTime();
    const pace = { perSecond: rate.perSecond(last), now };
    if (stream.isTTY) stream.write(`\r\x1b[2K${progressBar(latest, { ...pace, columns: stream.columns ?? 80 })}`);
    else stream.write(`${progressText(latest, pace)}\n`);
    shown = stream.isTTY === true;
  };
  // A send that waits for a retry gives no news, and says so all the same.
  const keepDrawing = async (): Promise<void> => {
    const { signal } = ending;
    while (!signal.aborted) {
      await clock.sleep(stream.isTTY ? barEvery : lineEvery, signal).catch(() => undefined);
      if (!signal.aborted) draw();
    }
  };
  void keepDrawing();
  return {
    update: (progress) => {
      latest = progress;
      const now = clock.now().getTime();
      rate.note({ at: now, done: progress.done });
      if (stream.isTTY && (now - last >= barAgainAfter || progress.done >= progress.total)) draw();
    },
    end: () => {
      ending.abort();
      if (shown) stream.write('\n');
      shown = false;
    },
  };
}
