import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type DkimKey, readDkimKey } from '../../../src/deliver/message/dkim-key.ts';

export const pemOf = (name: 'rsa' | 'ed25519'): string =>
  readFileSync(new URL(`keys/test-only-${name}.pem`, import.meta.url), 'utf8');

const domain = 'example.com';

/** Keys that sign nothing but the mail of these tests. */
export const rsaKey: DkimKey = readDkimKey({
  domain,
  selector: 'rsa',
  algorithm: 'rsa-sha256',
  pem: pemOf('rsa'),
  origin: 'rsa.pem',
});
export const ed25519Key: DkimKey = readDkimKey({
  domain,
  selector: 'ed',
  algorithm: 'ed25519-sha256',
  pem: pemOf('ed25519'),
  origin: 'ed.pem',
});

const publicBytes = (key: KeyObject, algorithm: DkimKey['algorithm']): string => {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // RFC 8463 section 4.2: the 32 bytes of the key alone, which end its DER.
  return (algorithm === 'rsa-sha256' ? der : der.subarray(-32)).toString('base64');
};

/** What DNS would say of these keys: `SELECTOR._domainkey.DOMAIN`. */
export async function resolveDkim(name: string): Promise<string[][]> {
  const found = [rsaKey, ed25519Key].find(({ selector }) => name === `${selector}._domainkey.${domain}`);
  if (!found) throw Object.assign(new Error(`There is no ${name}.`), { code: 'ENOTFOUND' });
  const kind = found.algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
  return [[`v=DKIM1; k=${kind}; p=${publicBytes(found.key, found.algorithm)}`]];
}
