import { displayWidth } from './display-width.ts';

/** A merge field or a pair of braces is one character to the wrapper: a line break inside it would break it. */
const field = String.raw`\{\{(?:"[^"\n]*"|'[^'\n]*'|[^"'{}\n])*\}\}`;
/** The spaces that keep what stands beside them together, as in French before a colon, are part of a word. */
const words = new RegExp(String.raw`(?:${field}|[^\s]|[\u00a0\u202f])+`, 'g');
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
    if (isPlain.test(paragraph) && isPlain.test(first + rest)) {
      lines.push(...wrapPlain(paragraph, width, { first: indent(), rest }));
      continue;
    }
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

/** What `wrapWords` does, for what needs no measuring: most of most mails. */
function wrapPlain(text: string, width: number, { first, rest }: Required<Indent>): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (word === '') continue;
    if (isEmpty) line += word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = rest + word;
    }
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}

/** Latin words without merge fields: they part at spaces, and each character is one column wide. */
const isPlain = /^[ -z|~\u00a1-\u00ac\u00ae-\u024f\u2010-\u201f\u2026]*$/;

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
