import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message that the server said yes to. */
export type Taken = { readonly to: readonly string[]; readonly raw: Buffer };

export type MailSink = {
  readonly url: string;
  /** In the order of acceptance. */
  readonly taken: readonly Taken[];
  readonly addresses: () => readonly string[];
  readonly parsed: () => Promise<readonly ParsedMail[]>;
  readonly close: () => Promise<void>;
};

type Options = Partial<SMTPServerOptions> & {
  /** Called with a whole message before it is accepted; the answer goes out when it resolves. */
  readonly beforeAnswer?: (taken: Taken, count: number) => Promise<void> | void;
};

/** A real SMTP server on a free port of this machine, which keeps what it accepts. */
export async function startMailSink({ beforeAnswer, ...options }: Options = {}): Promise<MailSink> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const message = { to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) };
        taken.push(message);
        await beforeAnswer?.(message, taken.length);
        callback(null, `2.0.0 taken as ${taken.length}`);
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    addresses: () => taken.flatMap(({ to }) => to),
    parsed: () => Promise.all(taken.map(({ raw }) => simpleParser(raw))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
