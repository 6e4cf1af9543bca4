import { cutFields } from '../foundation/merge-field.ts';

/** A line as a reader without any values sees it: fields stand as their defaults. */
export const visibleText = (line: string): string =>
  cutFields(line)
    .map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'field' ? (piece.field.default ?? '') : ''))
    .join('')
    .trim();
