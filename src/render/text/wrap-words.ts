import { displayWidth } from './display-width.ts';

/** A merge field or a pair of braces is one character to the wrapper: a line break inside it would break it. */
const field = String.raw`\{\{(?:"[^"\n]*"|'[^'\n]*'|[^"'{}\n])*\}\}`;
const words = new RegExp(String.raw`(?:${field}|[^\s])+`, 'g');
/** Chinese and Japanese are written without spaces: lines break between characters, but not before closing punctuation. */
const breakable = new RegExp(
  String.raw`${field}[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー][、。，．！？）」』】〕：；・…]*|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+?(?=${field}|[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|$)`,
  'gu',
);
const isCjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

export type Indent = {
  /** Before the first line. */
  readonly first?: string;
  /** Before every other line. */
  readonly rest?: string;
};

/**
 * Text in lines of at most `width` columns, its indents included. Line breaks in it stay. A word that is longer than a line, as
 * an address may be, stands whole on its own.
 */
export function wrapWords(text: string, width: number, { first = '', rest = first }: Indent = {}): readonly string[] {
  const lines: string[] = [];
  const indent = (): string => (lines.length === 0 ? first : rest);
  for (const paragraph of text.split('\n')) {
    let line = indent();
    let used = displayWidth(line);
    let isEmpty = true;
    for (const { piece, glue } of pieces(paragraph)) {
      const wanted = displayWidth(piece);
      const gap = isEmpty ? '' : glue;
      if (!isEmpty && used + gap.length + wanted > width) {
        lines.push(line);
        line = indent() + piece;
        used = displayWidth(indent()) + wanted;
      } else {
        line += gap + piece;
        used += gap.length + wanted;
      }
      isEmpty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/** The smallest pieces that may stand on a line of their own, and what joins each to the one before. */
function* pieces(text: string): Generator<{ readonly piece: string; readonly glue: '' | ' ' }> {
  for (const [word] of text.matchAll(words)) {
    if (!isCjk.test(word)) {
      yield { piece: word, glue: ' ' };
      continue;
    }
    let glue: '' | ' ' = ' ';
    for (const [piece] of word.matchAll(breakable)) {
      yield { piece, glue };
      glue = '';
    }
  }
}
