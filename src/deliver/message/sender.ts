/** A mailbox: a name for people and an address. */
export type Mailbox = { readonly name?: string | undefined; readonly address: string };

/** Who sends: what every message of a newsletter says about itself. */
export type Sender = {
  readonly name: string;
  /** The newsletter's name inside headers. */
  readonly id: string;
  /** The domain of Message-ID and List-ID. */
  readonly domain: string;
  /** The public address below which unsubscribe and web links stand; no slash at the end. */
  readonly url: string;
  readonly from: Mailbox;
  readonly replyTo?: Mailbox | undefined;
  /** The envelope's sender. */
  readonly bounceAddress: string;
  readonly unsubscribeAddress: string;
  /** Where the web archive is, when there is one. */
  readonly archive?: string | undefined;
  /** Signs unsubscribe links and Message-IDs. */
  readonly secret: string;
};

/** The settings that a sender is made of; the configuration of a newsletter is one. */
export type SenderSettings = Pick<Sender, 'name' | 'id' | 'url' | 'from' | 'replyTo' | 'archive'> & {
  readonly domain?: string | undefined;
  readonly bounceAddress?: string | undefined;
  readonly unsubscribeAddress?: string | undefined;
};

/** A sender with every address that the settings leave open taken from the From and Reply-To addresses. */
export const senderOf = (settings: SenderSettings, secret: string): Sender => ({
  name: settings.name,
  id: settings.id,
  domain: settings.domain ?? settings.from.address.slice(settings.from.address.lastIndexOf('@') + 1),
  url: settings.url,
  from: { name: settings.from.name ?? settings.name, address: settings.from.address },
  replyTo: settings.replyTo,
  bounceAddress: settings.bounceAddress ?? settings.from.address,
  unsubscribeAddress: settings.unsubscribeAddress ?? settings.replyTo?.address ?? settings.from.address,
  archive: settings.archive,
  secret,
});
