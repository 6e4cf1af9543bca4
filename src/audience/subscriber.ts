/** One row of a subscriber list, checked. */
export type Subscriber = {
  /** As it is mailed: the domain in lower case as A-labels, the local part as written. */
  readonly address: string;
  /** From the columns `name`, or `first_name` and `last_name`; for the To header. */
  readonly name?: string;
  /** Every column by its header (lower case, spaces as `_`), `email` among them; absent where the cell is empty. */
  readonly fields: Readonly<Record<string, string>>;
  /** The line of the list it stands on, 1-based. */
  readonly line: number;
};

/** A row that gets no mail, and why: `not an address`, `twice in the list`, `suppressed: …`. */
export type SkippedRow = { readonly line: number; readonly address: string; readonly reason: string };

/** A row of a list, in the order of the file. */
export type AudienceRow =
  | { readonly kind: 'subscriber'; readonly subscriber: Subscriber }
  | { readonly kind: 'skipped'; readonly row: SkippedRow };
