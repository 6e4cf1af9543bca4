import type { Outcome } from './delivery.ts';
import type { SendPlan } from './plan/send-plan.ts';
import type { SendSummary } from './send-summary.ts';
import type { TestResult } from './send-test.ts';

/** How a test ended, in the form of any other send: nothing of it is in the journal, so its results are all there is. */
export function summariseTest(
  plan: SendPlan,
  results: readonly TestResult[],
  { started, ended, interrupted }: { readonly started: Date; readonly ended: Date; readonly interrupted: boolean },
): SendSummary {
  const counts: Partial<Record<Outcome['state'], number>> = {};
  for (const { outcome } of results) counts[outcome.state] = (counts[outcome.state] ?? 0) + 1;
  return {
    edition: plan.edition,
    thisRun: counts,
    counts,
    names: results
      .filter(({ outcome }) => outcome.state !== 'accepted')
      .map(({ address, outcome }) => ({
        address,
        state: outcome.state,
        attempts: 1,
        detail: 'reply' in outcome ? outcome.reply : outcome.reason,
        updatedAt: ended.toISOString(),
      })),
    unnamed: 0,
    interrupted,
    transports: [],
    domains: [],
    milliseconds: ended.getTime() - started.getTime(),
  };
}
