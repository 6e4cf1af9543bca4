import { cutFields, spellField } from '../../foundation/merge-field.ts';

/** Something in braces, taken out of Markdown before it is parsed. */
export type ProtectedField = {
  /** As it was typed: what stands in code. */
  readonly source: string;
  /** What stands in an address or a title: the field in its one spelling, or, where it is malformed, as it was typed. */
  readonly spelled: string;
  /** For Liquid's way to write braces as text, `{{ "{{" }}`: that text. */
  readonly literal?: string;
};

/** Markdown whose merge fields are placeholders that mean nothing to Markdown. */
export type ProtectedMarkdown = {
  readonly markdown: string;
  /** Cuts text of the parsed tree at its placeholders. */
  readonly cut: (text: string) => readonly (string | ProtectedField)[];
  /** Line numbers of the Markdown as it was typed, for those of `markdown`: a field may have been typed over two lines. */
  readonly originalLine: (line: number) => number;
};

/**
 * Takes merge fields out of Markdown before it is parsed, since they hold what Markdown would read as its own: the `|` of
 * a table, quotes, and spaces in an address. A placeholder is a number between private-use characters, longer than any
 * run of them in the text.
 */
export function protectFields(source: string): ProtectedMarkdown {
  const runs = source.match(/\uE000+/g) ?? [];
  const mark = '\uE000'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const fields: ProtectedField[] = [];
  const foldedLines: number[] = [];
  let markdown = '';
  let line = 1;
  for (const piece of cutMarkdown(source)) {
    if (typeof piece === 'string') {
      markdown += piece;
      line += countBreaks(piece);
    } else {
      markdown += `${mark}${fields.push(piece) - 1}${mark}`;
      foldedLines.push(...Array<number>(countBreaks(piece.source)).fill(line));
    }
  }
  const placeholder = new RegExp(`${mark}(\\d+)${mark}`);
  return {
    markdown,
    cut: (text) =>
      text
        .split(placeholder)
        .map((part, at) => (at % 2 === 1 ? (fields[Number(part)] ?? part) : part))
        .filter((part) => part !== ''),
    originalLine: (parsed) => parsed + foldedLines.filter((folded) => folded < parsed).length,
  };
}

const countBreaks = (text: string): number => text.split('\n').length - 1;
const literal = /\{\{\s*(?:"([^"\n]*)"|'([^'\n]*)')\s*\}\}/y;

/** Markdown cut at what stands in braces. Braces around an empty line are two paragraphs, not a field. */
function* cutMarkdown(source: string): Generator<string | ProtectedField> {
  let at = 0;
  for (const piece of cutFields(source)) {
    if (piece.kind === 'text') {
      literal.lastIndex = at;
      const found = literal.exec(source);
      const typed = found ? found[0] : piece.text;
      yield found ? { source: typed, spelled: typed, literal: found[1] ?? found[2] ?? '' } : typed;
      at += typed.length;
    } else {
      const spelled = piece.kind === 'field' ? spellField(piece.field) : piece.source;
      yield /\n\s*\n/.test(piece.source) ? piece.source : { source: piece.source, spelled };
      at += piece.source.length;
    }
  }
}
