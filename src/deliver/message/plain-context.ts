/** Where in plain text something stands: among words, or inside a web or mail address that a program may make a link of. */
export type PlainContext = { readonly kind: 'plain' } | { readonly kind: 'plain url' };

const begun = /https?:\/\/|mailto:/i;

/** Reads plain text in pieces and knows, at each point, what would be read there. */
export class PlainScanner {
  #isInUrl = false;

  /** Reads on. */
  read(text: string): void {
    const end = lengthOfLastRun(text);
    const isInUrl = begun.test(text.slice(text.length - end));
    this.#isInUrl = isInUrl || (this.#isInUrl && end === text.length);
  }

  /** Passes over a merge field; `links.*` are whole addresses, which what follows may go on with. */
  readField(path: string): PlainContext {
    const context = { kind: this.#isInUrl ? 'plain url' : 'plain' } as const;
    this.#isInUrl ||= path.startsWith('links.');
    return context;
  }
}

/** How many of a text's last characters can be those of an address. */
function lengthOfLastRun(text: string): number {
  let at = text.length;
  while (at > 0 && text.charCodeAt(at - 1) > 0x20 && text.charCodeAt(at - 1) < 0x7f) at -= 1;
  return text.length - at;
}
