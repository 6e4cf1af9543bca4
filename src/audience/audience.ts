import type { AudienceRow } from './subscriber.ts';

/** The subscribers that an edition goes to: the list, less the suppressed. Read anew, in constant memory, by each `rows()`. */
export type Audience = {
  /** What it is called in a plan: the list's file, or `--to`. */
  readonly list: string;
  /** The names of the fields that its subscribers may have, in the order of the columns. */
  readonly columns: readonly string[];
  readonly rows: () => AsyncIterable<AudienceRow>;
};
