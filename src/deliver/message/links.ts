import { createHmac } from 'node:crypto';
import type { Sender } from './sender.ts';

/** The addresses that a message's `links.*` fields and List-Unsubscribe hold. */
export type Links = { readonly unsubscribe: string; readonly web: string };

/** The names that `links.*` may have. */
export const linkNames: readonly (keyof Links)[] = ['unsubscribe', 'web'];

const hmac = (secret: string, parts: readonly string[]): Buffer =>
  createHmac('sha256', secret).update(parts.join('\0')).digest();

const sign = (secret: string, ...parts: readonly string[]): string =>
  hmac(secret, parts).toString('base64url').slice(0, 22);

/**
 * Opaque, short and the same for ever for one mailbox, however its case is written: 22 characters hold 132 bits, and a
 * relay folds a shorter List-Unsubscribe less.
 */
export const unsubscribeToken = (secret: string, address: string): string =>
  sign(secret, 'unsubscribe', address.toLowerCase());

export const linksFor = (sender: Sender, { edition, address }: { edition: string; address: string }): Links => ({
  unsubscribe: `${sender.url}/u/${unsubscribeToken(sender.secret, address)}`,
  web: `${sender.url}/${encodeURIComponent(edition)}`,
});

/** The Message-ID without its angle brackets; every try of one delivery has the same, so a receiver can tell a repeat. */
export const messageId = (sender: Sender, { edition, address }: { edition: string; address: string }): string =>
  `${edition.replace(/[^A-Za-z0-9-]/g, '-')}.${sign(sender.secret, 'message', edition, address.toLowerCase())}@${sender.domain}`;

/**
 * The envelope's sender for one delivery (VERP): `b+TOKEN@bounceDomain`, or the bounce address where no domain is set. The
 * token is an HMAC in 32 hexadecimal digits: some servers write local parts in small letters. Only whoever has the secret can
 * make one, so a forged bounce suppresses nobody; docs/message.md tells how one is mapped back.
 */
export const envelopeSender = (sender: Sender, delivery: { edition: string; address: string }): string =>
  sender.bounceDomain === undefined
    ? sender.bounceAddress
    : `b+${bounceToken(sender.secret, delivery)}@${sender.bounceDomain}`;

export const bounceToken = (secret: string, { edition, address }: { edition: string; address: string }): string =>
  hmac(secret, ['bounce', edition, address.toLowerCase()]).toString('hex').slice(0, 32);
