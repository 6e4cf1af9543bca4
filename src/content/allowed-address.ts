import { cutFields } from '../foundation/merge-field.ts';

/** Whether an address is http(s) with a host: what a source or a remote image needs. Merge fields may stand in it. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(withoutFields(address));
}

/**
 * Whether a link may have this address: http(s), mailto, a place in the same mail (`#fragment`), or an address that
 * begins with a merge field and so is known only for each subscriber.
 */
export function isLinkAddress(address: string): boolean {
  if (address.startsWith('#') || beginsWithField(address)) return true;
  return isWebAddress(address) || /^mailto:[^\s]/i.test(address);
}

/** Whether an address begins with a merge field. */
export const beginsWithField = (address: string): boolean => cutFields(address)[0]?.kind === 'field';

/** Whether an address names a scheme or a host, so that it is no path of a file: `data:`, `C:\`, `//example.com`. */
export const isAbsoluteAddress = (address: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(address.trim());

// A field is filled with a value that is encoded for its place, so a letter can stand for it here.
const withoutFields = (address: string): string =>
  cutFields(address)
    .map((piece) => (piece.kind === 'text' ? piece.text : 'x'))
    .join('');
