/** One way of sending the edition, in a process of its own. */
export type BenchCase = {
  readonly url: string;
  readonly messages: number;
  readonly connections: number;
  /** A private RSA key in PEM; without one nothing is signed. */
  readonly dkimKey: string | undefined;
  readonly journal: BenchJournal;
};

/**
 * The real one, on disk; one that keeps nothing but writes each turn to a file and flushes it; one that keeps nothing at all.
 * nodemailer has none.
 */
export type BenchJournal = 'on disk' | 'flushes only' | 'in memory' | 'none';

/** How much of a send's time the journal takes, and how much one that only flushes would: from 0 to 1, round by round. */
export type JournalShares = { readonly journal: readonly number[]; readonly flushes: readonly number[] };

/** What it cost: from the first connection to the last reply. */
export type BenchResult = { readonly perSecond: number; readonly cpuMs: number; readonly peakMiB: number };
