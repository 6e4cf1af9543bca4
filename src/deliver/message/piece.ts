/**
 * Bytes of a body as they go out, and as DKIM's relaxed canonicalisation has them (RFC 6376 section 3.4.4): runs of spaces
 * and tabs as one, none at the end of a line. A piece begins where a line begins, so pieces can be canonicalised apart; what
 * all messages share is canonicalised once for all.
 */
export type Piece = {
  readonly wire: Buffer;
  readonly canonical: Buffer;
  /** Whether a line of it begins with a dot, which SMTP has to double. */
  readonly dotted: boolean;
};

export function pieceOf(text: string): Piece {
  const wire = Buffer.from(text);
  const canonical = text.replace(/[ \t]+(?=\r\n)/g, '').replace(/[ \t]+/g, ' ');
  return { wire, canonical: canonical === text ? wire : Buffer.from(canonical), dotted: isDotted(wire) };
}

/** A piece that has no spaces, tabs and dots, as base64 has none. */
export const solidPiece = (wire: Buffer): Piece => ({ wire, canonical: wire, dotted: false });

/** Whatever a server takes for the end of a line (RFC 5321 section 4.5.2). */
const isDotted = (wire: Buffer): boolean => wire[0] === 0x2e || wire.includes('\n.') || wire.includes('\r.');

/** A buffer of this size is worth a place of its own among those that are written; copying a smaller one costs less. */
const worthItsPlace = 4096;

/** The bytes of pieces in few buffers: the long ones, which all messages share, as they are, and what stands between them copied together. */
export function gatherPieces(pieces: readonly Piece[]): readonly Buffer[] {
  const gathered: Buffer[] = [];
  let small: Buffer[] = [];
  const copy = (): void => {
    if (small.length > 0) gathered.push(Buffer.concat(small));
    small = [];
  };
  for (const { wire } of pieces) {
    if (wire.length < worthItsPlace) small.push(wire);
    else {
      copy();
      gathered.push(wire);
    }
  }
  copy();
  return gathered;
}
