import { type Piece, solidPiece } from './piece.ts';

const lineLength = 76;
const bytesPerLine = (lineLength / 4) * 3;

/** Base64 in lines of at most 76 characters, each with its line end. */
export function encodeBase64(bytes: Uint8Array): string {
  let encoded = '';
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    encoded += `${Buffer.from(bytes.subarray(at, at + bytesPerLine)).toString('base64')}\r\n`;
  }
  return encoded;
}

/**
 * A body in base64, cut at its fields. Base64 turns three bytes into four characters, so what a piece becomes depends on
 * how many bytes stand before it: each piece is encoded for all three cases, and only the bytes at the seams are encoded
 * for each recipient. Lines at the seams are short, which RFC 2045 section 6.8 allows.
 */
export type Base64Body = { readonly encoding: 'base64'; readonly texts: readonly Base64Text[] };

type Base64Text = { readonly bytes: Buffer; readonly byHead: readonly Base64Middle[] };

/** The whole triples of a piece when so many of its first bytes belong to the seam, and what is left after them. */
type Base64Middle = { readonly head: Buffer; readonly encoded: Buffer; readonly rest: Buffer };

export function cutBase64(texts: readonly string[]): Base64Body {
  return {
    encoding: 'base64',
    texts: texts.map((text) => {
      const bytes = Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'));
      return { bytes, byHead: [0, 1, 2].map((head) => cutMiddle(bytes, head)) };
    }),
  };
}

function cutMiddle(bytes: Buffer, head: number): Base64Middle {
  const end = head + Math.max(Math.floor((bytes.length - head) / 3), 0) * 3;
  return {
    head: bytes.subarray(0, head),
    encoded: Buffer.from(encodeBase64(bytes.subarray(head, end))),
    rest: bytes.subarray(end),
  };
}

/** The pieces of the body with values between them. */
export function joinBase64({ texts }: Base64Body, values: readonly string[]): readonly Piece[] {
  const joined: Buffer[] = [];
  let seam: Buffer = Buffer.alloc(0);
  texts.forEach(({ bytes, byHead }, index) => {
    const head = (3 - (seam.length % 3)) % 3;
    const middle = byHead[head];
    // A piece that cannot fill up the seam's last triple becomes part of the seam: padding would end the body there.
    if (middle && bytes.length >= head) {
      joined.push(Buffer.from(encodeBase64(Buffer.concat([seam, middle.head]))), middle.encoded);
      seam = middle.rest;
    } else seam = Buffer.concat([seam, bytes]);
    const value = values[index];
    if (value) seam = Buffer.concat([seam, Buffer.from(value)]);
  });
  return [...joined, Buffer.from(encodeBase64(seam))].map(solidPiece);
}
