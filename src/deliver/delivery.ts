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
  readonly retryAt?: Date;
  readonly updatedAt: Date;
};

/** What became of one try. A server that refuses is expected, so this is a value. */
export type Outcome =
  | { readonly state: 'accepted'; readonly reply: string }
  | {
      readonly state: 'rejected' | 'deferred';
      readonly reply: string;
      readonly status?: string;
      /** Whose fault: only a rejection for the address suppresses it. */
      readonly scope: 'address' | 'sender' | 'server';
    }
  | { readonly state: 'unknown'; readonly reason: string };
