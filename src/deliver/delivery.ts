/** The life of a delivery; architecture.md has the picture, journal/journal.md the reasons. */
export const deliveryStates = [
  'planned',
  'attempting',
  'accepted',
  'rejected',
  'deferred',
  'unknown',
  'skipped',
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** One message's way to one subscriber, and its state. */
export type Delivery = {
  /** Its number in the journal. */
  readonly id: number;
  readonly address: string;
  readonly name?: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly state: DeliveryState;
  /** How often it was tried. */
  readonly attempts: number;
  /** The server's last reply, or why it is skipped or unknown. */
  readonly detail?: string;
  /** The enhanced status code of the last reply (RFC 3463): `5.1.1`. */
  readonly status?: string;
  /** The transport of the last try: `smtp mail.example.com:587`. */
  readonly server?: string;
  /** When it was first tried: the message's Date, in every try. */
  readonly firstTriedAt?: Date;
  readonly retryAt?: Date;
  readonly refusedSince?: RefusedSince;
  readonly updatedAt: Date;
};

/** The first of the tries that were put off by the address itself, and of those that were for the sender's fault. */
export type RefusedSince = { readonly address?: Date; readonly sender?: Date };

/** What has to be known of a delivery to try it. */
export type Waiting = Omit<Delivery, 'state' | 'detail' | 'status' | 'server' | 'updatedAt'>;

/** How far a try had come: the server's answer to which step it was. */
export const stages = ['connect', 'auth', 'mail', 'rcpt', 'data', 'body'] as const;

export type Stage = (typeof stages)[number];

/**
 * What became of one try. A server that refuses is expected, so this is a value. Only the address's own fault is
 * `rejected`, and suppresses it; the fault of the sender or the server is `deferred`.
 */
export type Outcome =
  | { readonly state: 'accepted'; readonly reply: string }
  | {
      readonly state: 'rejected' | 'deferred';
      readonly reply: string;
      /** The enhanced status code (RFC 3463), where the reply has one. */
      readonly status?: string;
      /** Whose fault it is. */
      readonly scope: 'address' | 'sender' | 'server';
      readonly stage: Stage;
      /** It would come to the same in this run: the next one tries again. */
      readonly nextRun?: true;
    }
  | { readonly state: 'unknown'; readonly reason: string }
  /** This transport cannot take mail for this address at all; nothing was tried. */
  | { readonly state: 'skipped'; readonly reason: string };
