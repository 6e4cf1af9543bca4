import { createPrivateKey, type KeyObject } from 'node:crypto';
import { MastheadError } from '../../foundation/masthead-error.ts';

/** A private key that signs messages, and where its public half is published: `SELECTOR._domainkey.DOMAIN`. */
export type DkimKey = {
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256';
  readonly key: KeyObject;
};

/** A key as the settings name it; `pem` is the private key, `origin` says where it was read, for people. */
export type DkimKeyText = Omit<DkimKey, 'key'> & { readonly pem: string; readonly origin: string };

const smallestRsa = 2048;

/**
 * Reads a private key in PEM. Neither the key nor what OpenSSL says of it is ever repeated.
 * @throws MastheadError DKIM_KEY_INVALID
 */
export function readDkimKey({ pem, origin, ...where }: DkimKeyText): DkimKey {
  const key = parsePrivateKey(pem);
  if (key === undefined) {
    throw invalid(origin, whyUnreadable(pem));
  }
  const wanted = where.algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
  if (key.asymmetricKeyType !== wanted) {
    throw invalid(origin, `It is a key of type ${key.asymmetricKeyType}; ${where.algorithm} needs ${wanted}.`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? smallestRsa;
  if (bits < smallestRsa) {
    throw invalid(origin, `It has ${bits} bits. Big receivers want ${smallestRsa} and may ignore a shorter one.`);
  }
  return { ...where, key };
}

function parsePrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function whyUnreadable(pem: string): string {
  if (/ENCRYPTED/.test(pem)) return 'It is protected by a passphrase.';
  if (/BEGIN (RSA )?PUBLIC KEY/.test(pem)) return 'It is the public key; mail is signed with the private one.';
  return 'It is not a private key in PEM, which begins with -----BEGIN PRIVATE KEY-----.';
}

const invalid = (origin: string, why: string): MastheadError =>
  new MastheadError('DKIM_KEY_INVALID', {
    what: `The DKIM key in ${origin} cannot sign mail.`,
    why,
    fix: 'Make one with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out dkim.pem` (or `-algorithm ed25519`), and publish its public half. Nobody was mailed.',
  });
