import { cutFields } from '../../foundation/merge-field.ts';

/** How many columns of a fixed-width page text takes: East Asian characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  // Most words are plain ASCII.
  if (/^[ -z|}~]*$/.test(text)) return text.length;
  let width = 0;
  for (const piece of cutFields(text)) {
    // What a field will hold is not known; its default is the best guess, else a short name.
    if (piece.kind === 'field') width += (piece.field.default ?? 'Somebody').length;
    else for (const character of piece.kind === 'text' ? piece.text : piece.source) width += widthOf(character);
  }
  return width;
}

function widthOf(character: string): 0 | 1 | 2 {
  if (/[\p{Mark}\p{Cf}]/u.test(character)) return 0;
  return isWide(character) ? 2 : 1;
}

/** Unicode Standard Annex 11: the wide and full-width blocks, and what is shown as an emoji by default. */
const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u.test(
    character,
  );
