import { type Piece, pieceOf } from './piece.ts';

const lineRoom = 75;
const lineBreak = /\r\n|\r|\n/;

/**
 * Text as quoted-printable (RFC 2045 section 6.7), beginning at the start of a line. Lines are cut between characters.
 * A dot at the start of a line is encoded: relays that forget to double it are common enough.
 */
export function encodeQuotedPrintable(text: string): string {
  return text.split(lineBreak).map(encodeLine).join('\r\n');
}

function encodeLine(line: string): string {
  let encoded = '';
  let column = 0;
  const characters = [...line];
  characters.forEach((character, index) => {
    const isLast = index === characters.length - 1;
    let unit = encodeCharacter(character, isLast);
    if (column + unit.length > lineRoom) {
      encoded += '=\r\n';
      column = 0;
    }
    if (column === 0 && unit === '.') unit = '=2E';
    encoded += unit;
    column += unit.length;
  });
  return encoded;
}

function encodeCharacter(character: string, isLast: boolean): string {
  if ((character === ' ' || character === '\t') && !isLast) return character;
  if (/^[!-<>-~]$/.test(character)) return character;
  return Array.from(Buffer.from(character), (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** A body in quoted-printable, cut at its fields: pieces end in a soft break, so each field begins a line of its own. */
export type QuotedPrintableBody = { readonly encoding: 'quoted-printable'; readonly texts: readonly Piece[] };

export function cutQuotedPrintable(texts: readonly string[]): QuotedPrintableBody {
  return {
    encoding: 'quoted-printable',
    texts: texts.map((text, index) => {
      const encoded = encodeQuotedPrintable(text);
      const atLineStart = encoded === '' || encoded.endsWith('\r\n');
      return pieceOf(index === texts.length - 1 || atLineStart ? encoded : `${encoded}=\r\n`);
    }),
  };
}

/** The pieces of the body with values between them. */
export function joinQuotedPrintable({ texts }: QuotedPrintableBody, values: readonly string[]): readonly Piece[] {
  return texts.flatMap((text, index) => {
    const value = values[index];
    return value ? [text, pieceOf(`${encodeQuotedPrintable(value)}=\r\n`)] : [text];
  });
}
