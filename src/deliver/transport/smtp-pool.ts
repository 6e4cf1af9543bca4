import { setMaxListeners } from 'node:events';
import type { Outcome } from '../delivery.ts';
import { outcomeOf, SmtpSession, type SmtpTry } from './smtp-session.ts';
import type { SmtpAddress } from './smtp-url.ts';
import type { Message } from './transport.ts';

/**
 * So many connections to one server. A message is tried once: the only exception is a kept connection that turns out to have
 * ended, or ends with 421, before anything of the message had left; then a new one is opened for it. Servers that take a few
 * messages a connection, or close idle ones, do that all day, and it is nobody's fault.
 */
export class SmtpPool {
  readonly #address: SmtpAddress;
  readonly #sessions = new Set<SmtpSession>();
  readonly #waiting: (() => void)[] = [];
  #idle: readonly SmtpSession[] = [];
  #seats: number;
  readonly #closing = new AbortController();

  constructor(address: SmtpAddress, connections: number) {
    // Each connection listens while it is opened, and Node warns of a leak from eleven on.
    setMaxListeners(connections + 1, this.#closing.signal);
    this.#address = address;
    this.#seats = connections;
  }

  /** Never rejects: a failure is an outcome. */
  async send(message: Message, mayGo = Promise.resolve(true)): Promise<Outcome> {
    await this.#takeSeat();
    const kept = this.#takeIdle();
    const first = kept ? await this.#sendOver(kept, message, mayGo) : undefined;
    if (first && !first.endedUnbegun) return first.outcome;
    return this.#sendOverNew(message, mayGo);
  }

  /** Aborted when the pool is closed. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Ends every connection, those that are being opened too; what is under way is cut off. */
  close(): void {
    this.#closing.abort();
    this.#idle = [];
    for (const session of this.#sessions) session.close();
    this.#sessions.clear();
  }

  async #sendOverNew(message: Message, mayGo: Promise<boolean>): Promise<Outcome> {
    try {
      this.#refuseWhenClosed();
      const session = await SmtpSession.open(this.#address, this.closing);
      if (this.closing.aborted) session.close();
      this.#refuseWhenClosed();
      this.#sessions.add(session);
      const { outcome, endedUnbegun } = await this.#sendOver(session, message, mayGo);
      if (endedUnbegun) this.#leaveSeat();
      return outcome;
    } catch (error) {
      this.#leaveSeat();
      return outcomeOf(error, { begun: false });
    }
  }

  #refuseWhenClosed(): void {
    if (this.closing.aborted) throw new Error('The connection was closed.');
  }

  /** Sends over a connection and leaves the seat, but for a connection that ended before the message was begun. */
  async #sendOver(session: SmtpSession, message: Message, mayGo: Promise<boolean>): Promise<SmtpTry> {
    const tried = await session.send(message, mayGo);
    if (tried.endedUnbegun) this.#sessions.delete(session);
    else void this.#keep(session, tried.outcome);
    return tried;
  }

  /** Makes a connection ready for the next message; whoever waits for it gets its seat then. */
  async #keep(session: SmtpSession, { state }: Outcome): Promise<void> {
    if (session.usable && state !== 'accepted') await session.reset();
    if (session.usable && !this.closing.aborted) this.#idle = [...this.#idle, session];
    else {
      session.close();
      this.#sessions.delete(session);
    }
    this.#leaveSeat();
  }

  #takeIdle(): SmtpSession | undefined {
    for (const session of this.#idle.filter(({ usable }) => !usable)) this.#sessions.delete(session);
    const usable = this.#idle.filter((session) => session.usable);
    const last = usable.at(-1);
    this.#idle = usable.slice(0, -1);
    return last;
  }

  async #takeSeat(): Promise<void> {
    if (this.#seats > 0) this.#seats -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leaveSeat(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#seats += 1;
  }
}
