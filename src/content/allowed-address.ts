import { cutFields } from '../foundation/merge-field.ts';

/** Whether an address is http(s) with a host: what a source or a remote image needs. Merge fields may stand in it. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(withoutFields(address));
}

/**
 * Whether a link may have this address: http(s), mailto, a place in the same mail (`#fragment`), or one that begins with a
 * link of the message itself (`{{ links.web }}`).
 */
export function isLinkAddress(address: string): boolean {
  if (address.startsWith('#') || beginsWith(address) === 'link') return true;
  return isWebAddress(address) || /^mailto:[^\s]/i.test(address);
}

/** With which kind of merge field an address begins, if any: a link of the message itself, or a value of the list. */
export function beginsWith(address: string): 'link' | 'value' | undefined {
  const [first] = cutFields(address.trim());
  if (first?.kind !== 'field') return undefined;
  return first.field.path.startsWith('links.') ? 'link' : 'value';
}

/** Why an address that begins with a value of the list is refused, and what to write instead. */
export const beginsWithValue = {
  why: 'It begins with a merge field whose value comes from the list, and a list could send readers anywhere.',
  fix: 'Begin with the address itself, and put in what differs: https://example.com/{{ subscriber.code }}.',
} as const;

/** Whether an address names a scheme or a host, so that it is no path of a file: `data:`, `C:\`, `//example.com`. */
export const isAbsoluteAddress = (address: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(address.trim());

// A field is filled with a value that is encoded for its place, so a letter can stand for it here.
const withoutFields = (address: string): string =>
  cutFields(address)
    .map((piece) => (piece.kind === 'text' ? piece.text : 'x'))
    .join('');
