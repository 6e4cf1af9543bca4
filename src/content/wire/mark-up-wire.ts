import { sameWords } from '../same-words.ts';
import { cutBlocks, looksLikeHeading, type WireBlock, type WireLine } from './wire-lines.ts';

type Guess = { readonly line: number; readonly what: string };

/** The words of a story in Markdown, without what stands above them. */
export type MarkedUp = {
  readonly headline?: string;
  readonly author?: string;
  readonly lines: readonly WireLine[];
  readonly guesses: readonly Guess[];
};

/**
 * Finds the headline (unless the front matter has it), a byline and the section headings among the lines of a story.
 * A headline or byline that was found is taken off; every other word stays.
 */
export function markUpWire(lines: readonly WireLine[], known: { headline?: string; authors: boolean }): MarkedUp {
  const guesses: Guess[] = [];
  let blocks = cutBlocks(lines);
  const top = takeHeadline(blocks, known.headline);
  blocks = top.blocks;
  if (top.guess) guesses.push(top.guess);
  const byline = known.authors ? undefined : takeByline(blocks);
  blocks = byline?.blocks ?? blocks;
  if (byline) guesses.push({ line: byline.line, what: `the author is ${byline.author}` });
  const marked = blocks.map((block, at) => {
    const [line] = block;
    if (!line || !isBareHeading(block, blocks[at + 1])) return block;
    const text = line.text.trim();
    guesses.push({ line: line.number, what: `“${text}” stands alone, so it is a section heading` });
    return [{ ...line, text: `## ${text}` }];
  });
  return {
    ...(top.headline === undefined ? {} : { headline: top.headline }),
    ...(byline ? { author: byline.author } : {}),
    lines: marked.flatMap((block, at) => (at === 0 ? block : [{ text: '', number: block[0]?.number ?? 1 }, ...block])),
    guesses,
  };
}

/** A line alone between paragraphs; two such lines in a row are rather a list or a poem. */
const isBareHeading = (block: WireBlock, next: WireBlock | undefined): boolean =>
  block.length === 1 &&
  next !== undefined &&
  looksLikeHeading(block[0]?.text ?? '') &&
  !(next.length === 1 && looksLikeHeading(next[0]?.text ?? ''));

type Top = { readonly headline?: string; readonly blocks: readonly WireBlock[]; readonly guess?: Guess };

function takeHeadline(blocks: readonly WireBlock[], known: string | undefined): Top {
  const [first = [], ...rest] = blocks;
  const line = first[0];
  if (!line) return { blocks };
  const heading = headingOf(line.text);
  const alone = first.length === 1 ? (heading ?? line.text.trim()) : undefined;
  if (known !== undefined) return { blocks: alone !== undefined && sameWords(alone, known) ? rest : blocks };
  if (alone !== undefined && (heading !== undefined || looksLikeHeading(alone))) {
    return { headline: alone, blocks: rest, guess: { line: line.number, what: `“${alone}” is the headline` } };
  }
  const start = line.text
    .replace(/^[\s#>*+-]+/, '')
    .split(/\s+/)
    .slice(0, 10)
    .join(' ')
    .slice(0, 100);
  const guess = { line: line.number, what: 'no headline was found, so the first words of the story stand there' };
  return { headline: start, blocks, guess };
}

/** The words of a heading `# …`, which may end with such marks too. */
function headingOf(line: string): string | undefined {
  const words = /^#\s+(?<words>\S.*)$/.exec(line)?.groups?.words;
  if (words === undefined) return undefined;
  let end = words.length;
  while (words[end - 1] === '#') end -= 1;
  return words.slice(0, end).trimEnd() || words;
}

function takeByline(
  blocks: readonly WireBlock[],
): { blocks: readonly WireBlock[]; author: string; line: number } | undefined {
  const [first, ...rest] = blocks;
  const line = first?.length === 1 ? first[0] : undefined;
  const author = line && /^\s*By\s+(?<author>\p{Lu}.{1,60}?)\s*$/u.exec(line.text)?.groups?.author;
  return author && !/[.!?]$/.test(author) ? { blocks: rest, author, line: line.number } : undefined;
}
