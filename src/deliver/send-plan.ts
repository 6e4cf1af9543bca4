import type { SkippedRow } from '../audience/subscriber.ts';

/** What a send would do, decided before anything is written or sent. Plain data: the dry run prints this very value. */
export type SendPlan = {
  readonly edition: string;
  /** As the edition has it, its merge fields open; a test's is marked. */
  readonly subject: string;
  readonly from: string;
  readonly list: string;
  readonly columns: readonly string[];
  readonly transport: string;
  readonly connections: number;
  /** Goes to given addresses, is marked, and leaves no trace in the journal. */
  readonly test: boolean;
  readonly contentHash: string;
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
  readonly resumes?: {
    readonly frozenAt: string;
    readonly finishedAt?: string;
    readonly accepted: number;
    readonly rejected: number;
    /** Nobody knows whether these arrived; they are mailed again only with `resendUnknown`. */
    readonly unknown: number;
    readonly deferred: { readonly due: number; readonly later: number; readonly next?: string };
    /** The list has other addresses than when it was frozen; who came since then is not mailed this edition. */
    readonly listChanged: boolean;
  };
  readonly resendUnknown: boolean;
  readonly rate?: string;
  /** How long it takes at this rate; without one, as long as the server wants. */
  readonly seconds?: number;
};
