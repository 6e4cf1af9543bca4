import type { SkippedRow } from '../../audience/subscriber.ts';
import type { ListChange } from '../journal/compare-audience.ts';
import type { ListedAttachment } from './list-attachments.ts';

/** One of the ways out, and its part of the work. */
export type PlannedTransport = {
  readonly name: string;
  readonly connections: number;
  /** Its share, beside the weights of the others. */
  readonly weight: number;
  readonly rate?: string;
};

/** What may go to one domain. */
export type DomainLimit = { readonly rate?: string; readonly connections?: number };

/** What a send would do, decided before anything is written or sent. Plain data: the dry run prints this very value. */
export type SendPlan = {
  readonly edition: string;
  /** As the edition has it, its merge fields open; a test's is marked. */
  readonly subject: string;
  readonly from: string;
  readonly attachments: readonly ListedAttachment[];
  readonly list: string;
  readonly columns: readonly string[];
  /** The names of the transports. */
  readonly transport: string;
  readonly transports: readonly PlannedTransport[];
  /** Of all transports together. */
  readonly connections: number;
  /** Domains with limits of their own. */
  readonly domains: Readonly<Record<string, DomainLimit>>;
  /** Goes to given addresses, is marked, and leaves no trace in the journal. */
  readonly test: boolean;
  readonly contentHash: string;
  readonly audienceHash: string;
  /** How many subscribers this run would mail. */
  readonly mail: number;
  readonly skipped: {
    readonly count: number;
    /** How many for each reason, without the details of one row. */
    readonly reasons: Readonly<Record<string, number>>;
    /** The first thousand. */
    readonly rows: readonly SkippedRow[];
  };
  /** Present when this edition's audience is frozen: what became of it up to now. */
  readonly resumes?: ResumedSend;
  readonly resendUnknown: boolean;
  /** Content and list stand as they are now, for those who are left. */
  readonly acceptChanges: boolean;
  /** Only those who were added to the list since the audience was frozen. */
  readonly newOnly: boolean;
  /** Stay until nobody is deferred any more. */
  readonly wait: boolean;
  /** Nobody is taken after this moment. */
  readonly until?: string;
  /** How many messages the warm-up lets out today (UTC), and how many of them are left. */
  readonly warmup?: { readonly day: string; readonly limit: number; readonly left: number };
  /** All transports' together. */
  readonly rate?: string;
  /** How long it takes at this rate; without one, as long as the server wants. */
  readonly seconds?: number;
};

/** What became of an edition's frozen audience in earlier runs. */
export type ResumedSend = {
  readonly frozenAt: string;
  readonly finishedAt?: string;
  readonly accepted: number;
  readonly rejected: number;
  /** Nobody knows whether these arrived; they are mailed again only with `resendUnknown`. */
  readonly unknown: number;
  /** Those of them who are still to be written down as such: the run before this was cut off. */
  readonly attempting: number;
  /** How many of the first audience are planned or deferred; `newOnly` leaves them out. */
  readonly left: number;
  readonly deferred: { readonly due: number; readonly later: number; readonly next?: string };
  /** The parts of the content that are not what they were; accepted by the user. */
  readonly changedParts: readonly string[];
  /** How the list differs from the frozen audience. */
  readonly list: Pick<ListChange, 'added' | 'removed'>;
};
