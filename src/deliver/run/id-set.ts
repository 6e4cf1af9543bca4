const bitsOfPage = 12;
const pageBytes = 2 ** bitsOfPage / 8;

/** A set of the journal's numbers, a bit each: a million of them, most in a row, take a hundred kilobytes. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();

  add(id: number): void {
    const number = Math.floor(id / 2 ** bitsOfPage);
    const page = this.#pages.get(number) ?? new Uint8Array(pageBytes);
    this.#pages.set(number, page);
    const { byte, bit } = placeOf(id);
    page[byte] = (page[byte] ?? 0) | bit;
  }

  /** Whether it was there. */
  delete(id: number): boolean {
    const page = this.#pages.get(Math.floor(id / 2 ** bitsOfPage));
    const { byte, bit } = placeOf(id);
    const bits = page?.[byte] ?? 0;
    if (!page || (bits & bit) === 0) return false;
    page[byte] = bits & ~bit;
    return true;
  }
}

function placeOf(id: number): { readonly byte: number; readonly bit: number } {
  const within = id % 2 ** bitsOfPage;
  return { byte: within >> 3, bit: 1 << (within & 7) };
}
