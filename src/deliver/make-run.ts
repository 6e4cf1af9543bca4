import type { Outcome } from './delivery.ts';
import { DailyLimit } from './limits/daily-limit.ts';
import { parseRate, TokenBucket } from './limits/rate.ts';
import { encodeMessage } from './message/encode-message.ts';
import { joinMessage } from './message/join-message.ts';
import type { SendPlan } from './plan/send-plan.ts';
import { Lanes } from './run/lanes.ts';
import { Route } from './run/route.ts';
import { SendRun } from './run/send-run.ts';
import type { Taken } from './run/turns.ts';
import type { SendInput } from './send-input.ts';
import type { Transport } from './transport/transport.ts';
import type { DownTransports } from './transport/verify-transports.ts';

/** Sets up the run of a plan: a route for each transport, and the lanes. */
export async function makeRun(
  plan: SendPlan,
  { input, transports, down }: { input: SendInput; transports: readonly Transport[]; down: DownTransports },
): Promise<SendRun> {
  const { journal, clock, limitOfDay } = input;
  const remembered = await journal.meters();
  const now = clock.now();
  const buckets = new Map<string, TokenBucket>();
  const bucketOf = (name: string, rate: string | undefined): TokenBucket | undefined => {
    if (rate === undefined) return undefined;
    const bucket = new TokenBucket(parseRate(rate), now, remembered.get(name));
    buckets.set(name, bucket);
    return bucket;
  };
  const routes = transports.map((transport, index) => {
    const { weight = 1, rate } = plan.transports[index] ?? {};
    const route = new Route({ transport, weight, bucket: bucketOf(`rate ${index + 1} ${transport.name}`, rate) });
    const trouble = down.get(transport);
    if (trouble) route.note(trouble, now);
    return route;
  });
  const daily = limitOfDay && new DailyLimit(limitOfDay, now, remembered);
  return new SendRun({
    ...input,
    total: plan.mail,
    routes,
    lanes: lanesOf(plan, { journal, bucketOf }),
    deliver: deliverWith(input),
    wait: plan.wait,
    until: plan.until === undefined ? undefined : new Date(plan.until),
    daily,
    meters: () => [
      ...[...buckets].map(([name, bucket]) => ({ name, value: bucket.remembered })),
      ...(daily ? [daily.meter] : []),
    ],
  });
}

function lanesOf(
  { edition, domains, newOnly }: SendPlan,
  {
    journal,
    bucketOf,
  }: Pick<SendInput, 'journal'> & {
    readonly bucketOf: (name: string, rate: string | undefined) => TokenBucket | undefined;
  },
): Lanes {
  const limited = Object.entries(domains).map(
    ([domain, { rate, connections }]) =>
      [domain, { bucket: bucketOf(`rate to ${domain}`, rate), connections }] as const,
  );
  return new Lanes({ journal, edition, fromWave: newOnly ? 2 : 1, limited: new Map(limited) });
}

function deliverWith({ rendered, sender, clock }: SendInput) {
  const encoded = encodeMessage(rendered, { sender });
  return async ({ delivery, mayGo }: Taken, transport: Transport): Promise<Outcome> => {
    const date = delivery.firstTriedAt ?? clock.now();
    return transport.send(await joinMessage(encoded, { recipient: delivery, date }), mayGo);
  };
}
