import type { SendPlan, SendProgress, SendSummary, SettledDelivery } from '../../src/newsletter.ts';

/** What a send tells a program as it goes on: one JSON object a line. */
export type SendEvents = {
  readonly plan: (plan: SendPlan) => void;
  readonly delivery: (settled: SettledDelivery) => void;
  /** Once a second at most. */
  readonly progress: (progress: SendProgress) => void;
  readonly summary: (summary: SendSummary) => void;
};

export function sendEvents(write: (line: string) => unknown = (line) => process.stdout.write(line)): SendEvents {
  let last = 0;
  const event = (name: string, data: object): unknown => write(`${JSON.stringify({ event: name, ...data })}\n`);
  return {
    plan: (plan) => event('plan', { plan }),
    delivery: (settled) => event('delivery', settled),
    progress: (progress) => {
      if (Date.now() - last < 1000 && progress.done < progress.total) return;
      last = Date.now();
      event('progress', progress);
    },
    summary: (summary) => event('summary', { summary }),
  };
}
