import { join, relative } from 'node:path';
import type { Config } from '../config/config.ts';
import type { PlannedTransport } from '../deliver/plan/send-plan.ts';
import { openOutbox } from '../deliver/transport/open-outbox.ts';
import { openSmtp } from '../deliver/transport/open-smtp.ts';
import type { Transport } from '../deliver/transport/transport.ts';
import { MastheadError } from '../foundation/masthead-error.ts';
import type { Press } from './press.ts';

type Wanted = {
  /** What the outbox's folder is called. */
  readonly box: string;
  readonly rate: string | undefined;
  readonly connections: number | undefined;
};

/** A transport, and its part of the work. */
export type OpenedTransport = { readonly transport: Transport; readonly planned: PlannedTransport };

/**
 * The configured transports; else SMTP where the environment names a server, else a folder of mail files.
 * @throws MastheadError TRANSPORT_URL
 */
export function openTransports(
  { env, folder }: Pick<Press, 'env' | 'folder'>,
  settings: Config,
  wanted: Wanted,
): readonly OpenedTransport[] {
  const connections = wanted.connections ?? settings.connections;
  const rate = wanted.rate ?? settings.rate;
  if (settings.transports) {
    return settings.transports.map((one, index) => {
      const { url, called } = urlOf(one, { env, called: `transports.${index}.url` });
      const transport = openSmtp({ url, called, connections: wanted.connections ?? one.connections ?? connections });
      return opened(transport, { weight: one.weight, rate: wanted.rate ?? one.rate ?? settings.rate });
    });
  }
  if (env.SMTP_URL) return [opened(openSmtp({ url: env.SMTP_URL, connections }), { weight: 1, rate })];
  const outbox = join(folder, 'out', 'outbox', wanted.box);
  return [opened(openOutbox({ folder: outbox, label: relative(folder, outbox) }), { weight: 1, rate })];
}

const opened = (
  transport: Transport,
  { weight, rate }: { readonly weight: number; readonly rate: string | undefined },
): OpenedTransport => ({
  transport,
  planned: {
    name: transport.name,
    connections: transport.connections,
    weight,
    ...(rate === undefined ? {} : { rate }),
  },
});

function urlOf(
  { url, env: variable = '' }: NonNullable<Config['transports']>[number],
  { env, called }: { readonly env: NodeJS.ProcessEnv; readonly called: string },
): { readonly url: string; readonly called: string } {
  if (url !== undefined) return { url, called };
  const value = env[variable];
  if (value) return { url: value, called: variable };
  throw new MastheadError('TRANSPORT_URL', {
    what: `${variable} is not set.`,
    why: 'masthead.config.ts names it as the variable that holds the connection URL of a transport.',
    fix: `Set ${variable} like smtp://user:password@mail.example.com:587, in the environment or in .env. Nothing was sent.`,
  });
}
