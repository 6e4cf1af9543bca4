import { cutFields, type MergeField } from '../../foundation/merge-field.ts';
import { escapeValue } from './escape-value.ts';
import type { FieldValues } from './field-value.ts';
import { type HtmlContext, HtmlScanner } from './html-context.ts';
import { type PlainContext, PlainScanner } from './plain-context.ts';

/** A place in a body, and how a value is escaped there. */
export type BodyField = { readonly field: MergeField; readonly context: HtmlContext | PlainContext };

/** A text cut at its merge fields: `texts` has one more than `fields`, and they stand by turns. */
export type CutBody = { readonly texts: readonly string[]; readonly fields: readonly BodyField[] };

type Scanner = {
  readonly read: (text: string) => void;
  readonly readField: (path: string) => BodyField['context'];
};

/** Cuts a body at its merge fields. What is not a field stays as it was written; a check has said so before. */
export function cutBody(source: string, as: 'html' | 'text'): CutBody {
  const scanner: Scanner = as === 'html' ? new HtmlScanner() : new PlainScanner();
  const texts: string[] = [];
  const fields: BodyField[] = [];
  let text = '';
  for (const piece of cutFields(source, as)) {
    if (piece.kind === 'field') {
      texts.push(text);
      text = '';
      fields.push({ field: piece.field, context: scanner.readField(piece.field.path) });
    } else {
      const plain = piece.kind === 'text' ? piece.text : piece.source;
      text += plain;
      scanner.read(plain);
    }
  }
  return { texts: [...texts, text], fields };
}

/** What stands at a field for one recipient. */
export const fillField = ({ field, context }: BodyField, values: FieldValues): string =>
  escapeValue(values(field), { context, path: field.path });

/** The whole text for one recipient. */
export const fillBody = ({ texts, fields }: CutBody, values: FieldValues): string =>
  texts.map((text, index) => text + (fields[index] ? fillField(fields[index], values) : '')).join('');
