/** An address or a path as an error tells it: the first 80 characters of one that is longer. */
export const shorten = (address: string): string => (address.length > 80 ? `${address.slice(0, 80)}…` : address);
