import type { Generated, Selectable } from 'kysely';

/** Times are ISO 8601 in UTC: they sort as text, and mean the same in SQLite and PostgreSQL. */
type Time = string;

/** One edition that was sent, is being sent, or was about to be. */
export type SendTable = {
  edition: string;
  /** SHA-256 of subject, HTML, text, images and attachments: what was promised to everyone on the list. */
  content_hash: string;
  /** The same for each part, as JSON, to tell what changed; null in sends of before version 2. */
  parts: string | null;
  /** SHA-256 over the addresses of the list in its order, the skipped among them, as they were frozen or accepted since. */
  audience_hash: string;
  list: string;
  /** How many deliveries were frozen, the skipped among them. */
  total: number;
  /** Null while the audience is still being written down: such a send never mailed anyone. */
  frozen_at: Time | null;
  finished_at: Time | null;
};

/** One message's way to one subscriber. */
export type DeliveryTable = {
  id: Generated<number>;
  edition: string;
  address: string;
  /** The address by which two spellings are one mailbox; unique within an edition. */
  address_key: string;
  /** The address's domain, by which rates and connections can be limited; empty where there is none. */
  domain: string;
  name: string | null;
  /** The subscriber's columns as JSON. */
  fields: string;
  line: number;
  /** 1 for those of the first freeze, 2 and more for those who were added later. */
  wave: Generated<number>;
  state: string;
  attempts: number;
  detail: string | null;
  status: string | null;
  /** The transport of the last try. */
  server: string | null;
  /** The moment of the first try; it is the message's Date in every later one. */
  first_tried_at: Time | null;
  /** The first of the tries that the address itself put off; it is given up when that has lasted too long. */
  address_refused_since: Time | null;
  /** The same of those that were put off for the sender's fault. */
  sender_refused_since: Time | null;
  retry_at: Time | null;
  updated_at: Time;
  /** Nothing, as long as what the row will grow by; null once that is there. */
  room: Uint8Array | null;
};

/** An address that must not be mailed again. */
export type SuppressionTable = { address: string; reason: string; suppressed_at: Time };

/** What must be remembered between runs to keep a rate or a daily limit: a moment in milliseconds, or a count. */
export type MeterTable = { name: string; value: number };

export type Schema = { send: SendTable; delivery: DeliveryTable; suppression: SuppressionTable; meter: MeterTable };

export type SendRow = Selectable<SendTable>;
export type DeliveryRow = Selectable<DeliveryTable>;
export type MeterRow = Selectable<MeterTable>;
export type SuppressionRow = Selectable<SuppressionTable>;
