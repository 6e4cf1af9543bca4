import type { Outcome } from '../delivery.ts';
import { classifyFailure } from './classify-failure.ts';
import { probeSmtp, type SmtpCapabilities } from './probe-smtp.ts';
import { SmtpPool } from './smtp-pool.ts';
import { readSmtpUrl } from './smtp-url.ts';
import type { Transport } from './transport.ts';

type SmtpOptions = {
  readonly url: string;
  /** Where the URL stands, for people; `SMTP_URL` when absent. */
  readonly called?: string;
  readonly connections: number;
};

/**
 * An SMTP server that takes messages, over a pool of connections.
 * @param url `smtp://user:password@host:587`
 * @throws MastheadError TRANSPORT_URL
 */
export function openSmtp({ url, called = 'SMTP_URL', connections }: SmtpOptions): Transport {
  const address = readSmtpUrl(url, called);
  const pool = new SmtpPool(address, connections);
  const send: Transport['send'] = (message, mayGo) => pool.send(message, mayGo);
  let capabilities: Promise<SmtpCapabilities> | undefined;
  const probe = async (): Promise<SmtpCapabilities> => {
    try {
      capabilities ??= probeSmtp(address, { called, signal: pool.closing });
      return await capabilities;
    } catch (error) {
      capabilities = undefined;
      throw error;
    }
  };
  return {
    name: `smtp ${address.host}:${address.port}`,
    connections,
    verify: async () => {
      await probe();
    },
    send: (message, mayGo) =>
      /^[\x20-\x7e]*$/.test(message.envelope.to)
        ? send(message, mayGo)
        : sendUtf8({ probe, send: () => send(message, mayGo) }),
    close: async () => pool.close(),
  };
}

/** A local part that is not ASCII goes only through a server that offers SMTPUTF8 (RFC 6531): others garble or drop it. */
async function sendUtf8({
  probe,
  send,
}: {
  probe: () => Promise<SmtpCapabilities>;
  send: () => Promise<Outcome>;
}): Promise<Outcome> {
  try {
    if ((await probe()).smtpUtf8) return await send();
    return { state: 'skipped', reason: 'the mail server does not offer SMTPUTF8, which this address needs' };
  } catch (error) {
    return classifyFailure({ stage: 'connect', reply: undefined, message: String(error) });
  }
}
