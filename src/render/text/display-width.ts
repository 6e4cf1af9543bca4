import stringWidth from 'string-width';
import { cutFields } from '../../foundation/merge-field.ts';

/** How many columns of a fixed-width page text takes: East Asian characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  // Most words are Latin, and each of their characters takes one.
  if (/^[ -z|}~\u00a1-\u00ac\u00ae-\u024f\u2010-\u201f\u2026]*$/.test(text)) return text.length;
  // What a field will hold is not known; its default is the best guess, else a short name.
  const pieces = cutFields(text).map((piece) => {
    if (piece.kind === 'field') return piece.field.default ?? 'Somebody';
    return piece.kind === 'text' ? piece.text : piece.source;
  });
  return stringWidth(pieces.join(''));
}
