import { domainToASCII } from 'node:url';

/** One mail address, checked. `key` is the same for two spellings of one mailbox: it decides who is twice in a list. */
export type CheckedAddress =
  | { readonly ok: true; readonly address: string; readonly key: string }
  | { readonly ok: false; readonly reason: string };

const notAnAddress: CheckedAddress = { ok: false, reason: 'not an address' };

// RFC 5322 section 3.2.3: a dot-atom; RFC 6531 adds everything past ASCII. Quoted local parts are refused: nobody has one,
// and a quote is where parsers disagree about who the recipient is.
const dotAtom = /^[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+(\.[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+)*$/u;
const invisible = /[\p{C}\p{Z}]/u;
const writtenDomain = /^[\p{L}\p{M}\p{N}.-]+$/u;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads a cell that should hold one mail address: the domain comes back in lower case as A-labels, the local part as
 * written. Lengths are RFC 5321's (section 4.5.3.1), in octets.
 */
export function checkAddress(cell: string): CheckedAddress {
  const text = cell.trim().normalize('NFC');
  if (text === '') return { ok: false, reason: 'no address' };
  const at = text.indexOf('@');
  const local = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  if (at < 1 || domain === undefined || invisible.test(text) || !dotAtom.test(local)) return notAnAddress;
  if (Buffer.byteLength(local) > 64 || Buffer.byteLength(local) + 1 + domain.length > 254) {
    return { ok: false, reason: 'not an address: too long' };
  }
  return { ok: true, address: `${local}@${domain}`, key: `${local}@${domain}`.toLowerCase() };
}

function asciiDomain(written: string): string | undefined {
  if (!writtenDomain.test(written)) return undefined;
  const domain = domainToASCII(written).toLowerCase();
  const labels = domain.split('.');
  const isHost = labels.length > 1 && labels.every((part) => label.test(part));
  // An address like 1.2.3.4 is no domain, and a top level of digits is always one.
  return isHost && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : undefined;
}
