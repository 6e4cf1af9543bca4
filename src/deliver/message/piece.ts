/**
 * Bytes of a body as they go out, and as DKIM's relaxed canonicalisation has them (RFC 6376 section 3.4.4): runs of spaces
 * and tabs as one, none at the end of a line. A piece begins where a line begins, so pieces can be canonicalised apart; what
 * all messages share is canonicalised once for all.
 */
export type Piece = { readonly wire: Buffer; readonly canonical: Buffer };

export function pieceOf(text: string): Piece {
  const wire = Buffer.from(text);
  const canonical = text.replace(/[ \t]+(?=\r\n)/g, '').replace(/[ \t]+/g, ' ');
  return { wire, canonical: canonical === text ? wire : Buffer.from(canonical) };
}

/** A piece that has no spaces and tabs, as base64 has none. */
export const solidPiece = (wire: Buffer): Piece => ({ wire, canonical: wire });
