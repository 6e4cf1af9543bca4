import { type Clock, systemClock } from '../../src/foundation/clock.ts';
import type { SendPlan, SendProgress, SendSummary, SettledDelivery } from '../../src/newsletter.ts';

/** What a send tells a program as it goes on: one JSON object a line. */
export type SendEvents = {
  readonly plan: (plan: SendPlan) => void;
  readonly delivery: (settled: SettledDelivery) => void;
  /** Once a second: the newest there is, the same again while there is no news. */
  readonly progress: (progress: SendProgress) => void;
  readonly summary: (summary: SendSummary) => void;
  /** Tells the last progress, where it was not told yet, and no more after it. */
  readonly end: () => void;
};

const every = 1000;

type Told = { readonly write?: (line: string) => unknown; readonly clock?: Clock };

export function sendEvents({
  write = (line) => process.stdout.write(line),
  clock = systemClock,
}: Told = {}): SendEvents {
  const ending = new AbortController();
  let last = Number.NEGATIVE_INFINITY;
  let latest: SendProgress | undefined;
  let isNews = false;
  const event = (name: string, data: object): unknown => write(`${JSON.stringify({ event: name, ...data })}\n`);
  const left = (): number => last + every - clock.now().getTime();
  const tell = (): void => {
    if (!latest) return;
    last = clock.now().getTime();
    isNews = false;
    event('progress', latest);
  };
  // A send that waits gives no news, and whoever watches it has to know that it is there.
  const keepTelling = async (): Promise<void> => {
    const { signal } = ending;
    while (!signal.aborted) {
      await clock.sleep(Math.max(1, left()), signal).catch(() => undefined);
      if (!signal.aborted && left() <= 0) tell();
    }
  };
  const end = (): void => {
    ending.abort();
    if (isNews) tell();
  };
  return {
    plan: (plan) => event('plan', { plan }),
    delivery: (settled) => event('delivery', settled),
    progress: (progress) => {
      const isFirst = latest === undefined;
      latest = progress;
      isNews = true;
      if (left() <= 0) tell();
      if (isFirst) void keepTelling();
    },
    summary: (summary) => {
      end();
      event('summary', { summary });
    },
    end,
  };
}
