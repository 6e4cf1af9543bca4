import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Outcome, Stage } from '../delivery.ts';
import { classifyFailure, oneLine } from './classify-failure.ts';
import { probeSmtp, type SmtpCapabilities } from './probe-smtp.ts';
import { readSmtpUrl, type SmtpAddress } from './smtp-url.ts';
import type { Message, Transport } from './transport.ts';

const stageOfCommand: Readonly<Record<string, Stage>> = { 'MAIL FROM': 'mail', 'RCPT TO': 'rcpt', DATA: 'data' };

/**
 * An SMTP server that takes messages, over a pool of connections.
 * @param url `smtp://user:password@host:587`
 * @throws MastheadError TRANSPORT_URL
 */
export function openSmtp({ url, connections }: { readonly url: string; readonly connections: number }): Transport {
  const address = readSmtpUrl(url);
  const pool = createPool(address, connections);
  let capabilities: Promise<SmtpCapabilities> | undefined;
  const probe = async (): Promise<SmtpCapabilities> => {
    try {
      capabilities ??= probeSmtp(address);
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
    send: (message) =>
      /^[\x20-\x7e]*$/.test(message.envelope.to) ? pool.send(message) : sendUtf8(message, { probe, send: pool.send }),
    close: async () => pool.close(),
  };
}

/** A local part that is not ASCII goes only through a server that offers SMTPUTF8 (RFC 6531): others garble or drop it. */
async function sendUtf8(
  message: Message,
  { probe, send }: { probe: () => Promise<SmtpCapabilities>; send: (message: Message) => Promise<Outcome> },
): Promise<Outcome> {
  try {
    if ((await probe()).smtpUtf8) return await send(message);
    return { state: 'skipped', reason: 'the mail server does not offer SMTPUTF8, which this address needs' };
  } catch (error) {
    return classifyFailure({ stage: 'connect', reply: undefined, message: String(error) });
  }
}

/**
 * nodemailer's pool, without its retries (ours are in the journal) and without its rate limit (it overshoots). Its socket
 * timeout stays at 10 minutes: a shorter one gives up on messages that the server then takes, and they go out twice.
 */
function createPool(address: SmtpAddress, connections: number) {
  const transporter = createTransport({
    ...address,
    pool: true,
    maxConnections: connections,
    maxMessages: 1000,
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // The stream that the connection reads once the server has said 354: whether it was read tells whether the body was begun.
  const bodies = new WeakMap<object, Readable>();
  transporter.use('stream', (mail, done) => {
    mail.message.processFunc((body: Readable) => {
      if (typeof mail.data.raw === 'object' && mail.data.raw !== null) bodies.set(mail.data.raw, body);
      return body;
    });
    done();
  });
  const send = async ({ envelope, raw }: Message): Promise<Outcome> => {
    try {
      const info = await transporter.sendMail({ envelope, raw });
      return { state: 'accepted', reply: oneLine(info.response) };
    } catch (error) {
      return outcomeOf(error, { begun: bodies.get(raw)?.readableDidRead === true });
    }
  };
  return { send, close: () => transporter.close() };
}

function outcomeOf(error: unknown, { begun }: { readonly begun: boolean }): Outcome {
  const code = textOf(error, 'code');
  const reply = textOf(error, 'response');
  const message = error instanceof Error ? error.message : String(error);
  if (begun) return classifyFailure({ stage: 'body', reply: code === 'EMESSAGE' ? reply : undefined, message });
  if (code === 'EAUTH' || code === 'ENOAUTH') return classifyFailure({ stage: 'auth', reply, message });
  return classifyFailure({ stage: stageOfCommand[textOf(error, 'command') ?? ''] ?? 'connect', reply, message });
}

/** What nodemailer notes on its errors. */
function textOf(error: unknown, property: 'code' | 'command' | 'response'): string | undefined {
  const value = error instanceof Error ? Reflect.get(error, property) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
