import type { Outcome } from '../delivery.ts';

/** The bytes for one subscriber and the envelope they go in. */
export type Message = {
  readonly envelope: { readonly from: string; readonly to: string };
  /**
   * Its bytes in order. Lines end in CRLF, the last one too, and none begins with a dot unless `dotted` is true. Long buffers are shared
   * by all messages of an edition: nobody changes them.
   */
  readonly raw: readonly Buffer[];
  readonly dotted: boolean;
  /** The Message-ID without its angle brackets; the outbox names its file after it. */
  readonly id: string;
};

/** What takes messages: an SMTP server, or the outbox. */
export type Transport = {
  /** For people: `outbox out/outbox/2026-04-27`, `smtp mail.example.com:587`; never a password. */
  readonly name: string;
  /** How many messages it takes at once. */
  readonly connections: number;
  /** Resolves when it could take messages now. @throws MastheadError TRANSPORT_REFUSED, TRANSPORT_AUTH */
  readonly verify: () => Promise<void>;
  /**
   * Never rejects: a failure is an outcome.
   * @param mayGo nothing of the message leaves before it resolves, and nothing at all when that is to false; until then the way
   *   may be made ready. True when absent
   */
  readonly send: (message: Message, mayGo?: Promise<boolean>) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

/** What becomes of a message that may not go after all. */
export const withheld: Outcome = {
  state: 'deferred',
  scope: 'server',
  stage: 'data',
  reply: 'not sent: it was held back',
};
