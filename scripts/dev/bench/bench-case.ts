/** One way of sending the edition, in a process of its own. */
export type BenchCase = {
  readonly url: string;
  readonly messages: number;
  readonly connections: number;
  /** A private RSA key in PEM; without one nothing is signed. */
  readonly dkimKey: string | undefined;
  /** Whether the journal is the real one, on disk; nodemailer has none. */
  readonly journal: 'on disk' | 'in memory' | 'none';
};

/** What it cost: from the first connection to the last reply. */
export type BenchResult = { readonly perSecond: number; readonly cpuMs: number; readonly peakMiB: number };
