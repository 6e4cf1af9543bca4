import { isIPv4 } from 'node:net';

type Allowed = { readonly schemes: readonly string[] };

const isLocal = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host.endsWith('.local') ||
  host === '[::1]' ||
  host === '0.0.0.0' ||
  (isIPv4(host) && /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^169\.254\./.test(host));

/** Why an address in a mail cannot work for its reader, or undefined when it can. Merge fields that stand for whole addresses can. */
export function addressFault(address: string, { schemes }: Allowed): string | undefined {
  if (/^\{\{\s*links\./.test(address)) return undefined;
  if (address.startsWith('#')) return 'It is only a fragment.';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) return 'It is relative: in a mail there is no page that it could be relative to.';
  if (!schemes.includes(url.protocol)) return `A mail may not use ${url.protocol} here.`;
  return isLocal(url.hostname) ? `${url.hostname} is a machine that only you can reach.` : undefined;
}
