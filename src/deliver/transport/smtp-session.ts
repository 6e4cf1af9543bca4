import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Outcome, Stage } from '../delivery.ts';
import { classifyFailure, oneLine } from './classify-failure.ts';
import { connectSmtp } from './connect-smtp.ts';
import { leaveSmtp } from './leave-smtp.ts';
import { MessageBody } from './message-body.ts';
import type { SmtpAddress } from './smtp-url.ts';
import { type Message, withheld } from './transport.ts';

/** What became of a try, and whether the connection ended before anything of the message had left. */
export type SmtpTry = { readonly outcome: Outcome; readonly endedUnbegun: boolean };

const messagesPerConnection = 1000;
/** Milliseconds for a connection to be ready. No message is with the server by then, so none goes out twice for giving up. */
const longestSetUp = 120_000;
const stageOfCommand: Readonly<Record<string, Stage>> = { 'MAIL FROM': 'mail', 'RCPT TO': 'rcpt', DATA: 'data' };

/**
 * One connection that takes one message after the other. It hands nodemailer's SMTPConnection the finished bytes: its mailer
 * would put them through a chain of streams first, which costs four times what sending them does.
 */
export class SmtpSession {
  readonly #connection: SMTPConnection;
  #messages = 0;
  /** Ends the try that is under way. */
  #fail: ((error: Error) => void) | undefined;

  /** Rejects with nodemailer's error; `outcomeOf` judges it. The signal ends the attempt. */
  static readonly open = async (address: SmtpAddress, signal: AbortSignal): Promise<SmtpSession> =>
    new SmtpSession((await connectSmtp(address, { signal, within: longestSetUp })).connection);

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    // nodemailer says the end first and the reason right after it; the reason counts.
    connection.once('end', () => queueMicrotask(() => this.#fail?.(new Error('The connection was closed.'))));
  }

  /** Whether it can take another message. */
  get usable(): boolean {
    return !this.#connection.destroyed && this.#messages < messagesPerConnection;
  }

  /**
   * Never rejects. The envelope goes out at once, its DATA too.
   * @param mayGo the message itself waits for this; when it is to false the connection ends, for DATA cannot be taken back
   */
  async send({ envelope, ...bytes }: Message, mayGo: Promise<boolean>): Promise<SmtpTry> {
    this.#messages += 1;
    const body = new MessageBody(bytes, mayGo);
    try {
      const reply = await new Promise<string>((resolve, reject) => {
        this.#fail = reject;
        this.#connection.send({ from: envelope.from, to: [envelope.to] }, body, (error, info) =>
          error ? reject(error) : resolve(info.response ?? ''),
        );
      });
      if (!body.begun) throw new Error(`The server answered before it had the message: ${oneLine(reply)}`);
      return { outcome: { state: 'accepted', reply: oneLine(reply) }, endedUnbegun: false };
    } catch (error) {
      const { begun, asked, withheld: heldBack } = body;
      const ended = this.#connection.destroyed || textOf(error, 'code') === 'ECONNECTION';
      // Where the server said 354 and got no message it may be waiting for one: whatever came next would be it.
      if (ended || (asked && !begun)) this.#connection.close();
      if (heldBack) return { outcome: withheld, endedUnbegun: false };
      return { outcome: outcomeOf(error, { begun, ready: true }), endedUnbegun: ended && !begun };
    } finally {
      this.#fail = undefined;
      // Its word may come yet, when the connection is another message's.
      if (!body.begun) body.destroy();
    }
  }

  /** Forgets a transaction that the server refused; ends the connection where it cannot. */
  async reset(): Promise<void> {
    const cleared = await new Promise<boolean>((resolve) => {
      this.#fail = () => resolve(false);
      this.#connection.reset((error) => resolve(!error));
    });
    this.#fail = undefined;
    if (!cleared) this.close();
  }

  /** Says goodbye where nothing is under way; else cuts it off. */
  close(): void {
    if (this.#fail || this.#connection.destroyed) this.#connection.close();
    else leaveSmtp(this.#connection);
  }
}

/**
 * What a failed try means.
 * @param begun the body was
 * @param ready the connection had been set up
 */
export function outcomeOf(
  error: unknown,
  { begun, ready = false }: { readonly begun: boolean; readonly ready?: boolean },
): Outcome {
  const code = textOf(error, 'code');
  const reply = textOf(error, 'response');
  const message = error instanceof Error ? error.message : String(error);
  if (begun) return classifyFailure({ stage: 'body', reply: code === 'EMESSAGE' ? reply : undefined, message });
  // With PIPELINING nodemailer names no command where 421 answered RCPT; at MAIL and DATA it does.
  const unnamedStage = ready && reply?.startsWith('421') ? 'rcpt' : 'connect';
  // RFC 4954 section 6: 4xx to AUTH is the server's trouble and says nothing about the password.
  const refusedLogin = code === 'EAUTH' && !reply?.startsWith('4');
  if (refusedLogin) return classifyFailure({ stage: 'auth', reply, message });
  return classifyFailure({ stage: stageOfCommand[textOf(error, 'command') ?? ''] ?? unnamedStage, reply, message });
}

/** What nodemailer notes on its errors. */
function textOf(error: unknown, property: 'code' | 'command' | 'response'): string | undefined {
  const value = error instanceof Error ? Reflect.get(error, property) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
