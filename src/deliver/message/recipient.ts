/** Who a message is for. A subscriber of an audience is one, and so is a delivery of the journal. */
export type Recipient = {
  readonly address: string;
  readonly name?: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
};
