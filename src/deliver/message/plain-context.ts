/**
 * Where in plain text something stands: among words, or inside a web or mail address that a program may make a link of; of a
 * mail address, in the mailbox or behind it.
 */
export type PlainContext = { readonly kind: 'plain' } | { readonly kind: 'plain url'; readonly mailbox?: true };

type Address = 'web' | 'mailbox' | undefined;

const word = /[\p{L}\p{M}\p{N}\p{Cs}]/u;

/** Reads plain text in pieces and knows, at each point, what would be read there. */
export class PlainScanner {
  #address: Address;
  /** Whether the last character is one that an address is written with. Words of a script without spaces go on behind one. */
  #isAscii = false;

  /** Reads on. */
  read(text: string): void {
    if (text === '') return;
    const run = lastRun(text);
    this.#address = addressIn(run, run.length === text.length ? this.#address : undefined);
    this.#isAscii = text.charCodeAt(text.length - 1) < 0x80;
  }

  /** Passes over a merge field; `links.*` are whole addresses, which what follows may go on with. */
  readField(path: string): PlainContext {
    const address = this.#isAscii ? this.#address : undefined;
    if (path.startsWith('links.')) this.#address ??= 'web';
    this.#isAscii = true;
    if (address === undefined) return { kind: 'plain' };
    return address === 'mailbox' ? { kind: 'plain url', mailbox: true } : { kind: 'plain url' };
  }
}

/** In which address a run of its characters ends, that began in another or in none. */
function addressIn(run: string, before: Address): Address {
  const [begun] = [...run.matchAll(/https?:\/\/|mailto:/gi)].slice(-1);
  const address = begun ? (/^m/i.test(begun[0]) ? 'mailbox' : 'web') : before;
  return address === 'mailbox' && run.includes('?', begun?.index) ? 'web' : address;
}

/** The last characters of a text that an address may be written with: an IRI has letters of any script (RFC 3987). */
function lastRun(text: string): string {
  let at = text.length;
  while (at > 0 && isInAddress(text[at - 1] ?? '')) at -= 1;
  return text.slice(at);
}

const isInAddress = (character: string): boolean =>
  character < '\u0080' ? character > ' ' && character < '\u007f' : word.test(character);
