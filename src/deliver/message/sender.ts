import { domainToASCII } from 'node:url';
import type { DkimKey } from './dkim-key.ts';

/** A mailbox: a name for people and an address. */
export type Mailbox = { readonly name?: string | undefined; readonly address: string };

/** Who sends: what every message of a newsletter says about itself. Domains are A-labels. */
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
  /** Where it is one for each delivery (VERP): the domain that takes them. */
  readonly bounceDomain?: string | undefined;
  readonly unsubscribeAddress: string;
  /** Where the web archive is, when there is one. */
  readonly archive?: string | undefined;
  /** Signs unsubscribe links, Message-IDs and bounce addresses. */
  readonly secret: string;
  /** Each signs every message. */
  readonly dkim: readonly DkimKey[];
};

/** The settings that a sender is made of; the configuration of a newsletter is one. */
export type SenderSettings = Pick<Sender, 'name' | 'id' | 'url' | 'from' | 'replyTo' | 'archive' | 'bounceDomain'> & {
  readonly domain?: string | undefined;
  readonly bounceAddress?: string | undefined;
  readonly unsubscribeAddress?: string | undefined;
};

/** A sender with every address that the settings leave open taken from the From and Reply-To addresses. */
export function senderOf(settings: SenderSettings, secret: string, dkim: readonly DkimKey[] = []): Sender {
  const { name, id, replyTo, archive, bounceDomain } = settings;
  const from = asciiAddress(settings.from.address);
  return {
    name,
    id,
    domain: domainToASCII(settings.domain ?? domainOf(from)),
    url: new URL(settings.url).href.replace(/\/+$/, ''),
    from: { name: settings.from.name ?? name, address: from },
    replyTo: replyTo && { ...replyTo, address: asciiAddress(replyTo.address) },
    bounceAddress: asciiAddress(settings.bounceAddress ?? from),
    bounceDomain: bounceDomain && domainToASCII(bounceDomain),
    unsubscribeAddress: asciiAddress(settings.unsubscribeAddress ?? replyTo?.address ?? from),
    archive: archive && new URL(archive).href,
    secret,
    dkim,
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** An address whose domain is written in A-labels (RFC 5890): headers and envelopes are ASCII. */
const asciiAddress = (address: string): string =>
  `${address.slice(0, address.lastIndexOf('@'))}@${domainToASCII(domainOf(address))}`;
