import type { Config } from '../config/config.ts';
import { defaultRetry, type Retry } from '../deliver/journal/retry.ts';
import type { LimitOfDay } from '../deliver/limits/daily-limit.ts';
import type { DomainLimit } from '../deliver/plan/send-plan.ts';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5m` in milliseconds; the configuration has checked how it is written. */
const milliseconds = (text: string): number => Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? Number.NaN);

export function retryOf({ retry = {} }: Config): Retry {
  const { first, longest, giveUpAfter } = retry;
  return {
    first: first === undefined ? defaultRetry.first : milliseconds(first),
    longest: longest === undefined ? defaultRetry.longest : milliseconds(longest),
    giveUpAfter: giveUpAfter === undefined ? defaultRetry.giveUpAfter : milliseconds(giveUpAfter),
  };
}

/** The domains that have a rate or a number of connections of their own. */
export function domainLimits({ rates = {}, domainConnections = {} }: Config): Readonly<Record<string, DomainLimit>> {
  const domains = [...new Set([...Object.keys(rates), ...Object.keys(domainConnections)])];
  return Object.fromEntries(
    domains.map((domain) => {
      const rate = rates[domain];
      const connections = domainConnections[domain];
      return [
        domain,
        { ...(rate === undefined ? {} : { rate }), ...(connections === undefined ? {} : { connections }) },
      ];
    }),
  );
}

/** The warm-up: a list of days, or a curve that grows by the same factor each day. */
export function limitOfDay({ warmup }: Config): LimitOfDay | undefined {
  if (!warmup) return undefined;
  const { since, perDay, first = 1, upTo = 1, days = 2 } = warmup;
  return (day) => {
    const index = Math.round((Date.parse(day) - Date.parse(since)) / 86_400_000);
    // Before it begins, the first day's limit holds.
    if (perDay) return perDay[Math.max(index, 0)];
    return index >= days ? undefined : Math.round(first * (upTo / first) ** (Math.max(index, 0) / (days - 1)));
  };
}
