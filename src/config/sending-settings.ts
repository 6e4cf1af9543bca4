import { z } from 'zod';

const rate = z.string().regex(/^[1-9]\d{0,8}\/[smhd]$/, 'must be a rate, like 10/s, 600/m, 50000/h or 200000/d');
const duration = z.string().regex(/^[1-9]\d{0,5}[smhd]$/, 'must be a time, like 30s, 5m, 4h or 2d');
const domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain in lower case, like gmail.com');
const connections = z.int().min(1).max(100);

/** One of several ways out. A password never stands here: the configuration is in git. */
const transport = z
  .strictObject({
    /** A connection URL without a password. */
    url: z
      .string()
      // A password may hold a / or an @ that should have been written otherwise.
      .regex(/^smtps?:\/\/(?!.*:.*@)/i, 'must be smtp:// or smtps://, without a password: use env for that')
      .optional(),
    /** The variable of the environment that holds the connection URL. */
    env: z.string().min(1).optional(),
    /** Its share, beside the weights of the others. */
    weight: z.int().min(1).max(1000).default(1),
    rate: rate.optional(),
    connections: connections.optional(),
  })
  .refine(({ url, env }) => (url === undefined) !== (env === undefined), 'must have either url or env');

const warmup = z
  .strictObject({
    /** The first day, in UTC. */
    since: z.iso.date('must be a day, like 2026-05-01'),
    /** So many messages on each day, one after the other; then there is no limit. */
    perDay: z.array(z.int().min(1)).nonempty().optional(),
    /** Or a curve: so many on the first day, so many after so many days, and in between the same factor each day. */
    first: z.int().min(1).optional(),
    upTo: z.int().min(1).optional(),
    days: z.int().min(2).max(365).optional(),
  })
  .refine(
    ({ perDay, first, upTo, days }) =>
      [first, upTo, days].every((value) => (value === undefined) === (perDay !== undefined)),
    'must have either perDay, or first, upTo and days',
  );

/** The settings of masthead.config.ts that are about how fast, by which way and how often mail is sent. */
export const sendingSettings = {
  /** `10/s`, `600/m`, `50000/h`, `200000/d`. */
  rate: rate.optional(),
  connections: connections.default(5),
  /** At most so many messages to a domain. */
  rates: z.record(domain, rate).optional(),
  /** At most so many messages on their way to a domain at once. */
  domainConnections: z.record(domain, connections).optional(),
  /** When those are tried again whom a server put off. */
  retry: z
    .strictObject({ first: duration.optional(), longest: duration.optional(), giveUpAfter: duration.optional() })
    .optional(),
  /** Several ways out, instead of SMTP_URL. */
  transports: z.array(transport).nonempty().optional(),
  /** So many messages a day at most, for a sender whom the receivers do not know yet. */
  warmup: warmup.optional(),
};
