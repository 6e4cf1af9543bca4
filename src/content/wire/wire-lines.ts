/** A line of wire copy and where it stands in the file, from 1. */
export type WireLine = { readonly text: string; readonly number: number };

/** Lines that stand together; empty lines and headings with `#` part them. */
export type WireBlock = readonly WireLine[];

/** Cuts lines into blocks. Empty lines inside a code fence part nothing. */
export function cutBlocks(lines: readonly WireLine[]): readonly WireBlock[] {
  const blocks: WireLine[][] = [];
  let fence: string | undefined;
  let open = false;
  for (const line of lines) {
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/.exec(line.text)?.groups?.mark;
    const heading = fence === undefined && /^#{1,6}\s/.test(line.text);
    if (fence === undefined && line.text.trim() === '') open = false;
    else if (open && !heading) blocks.at(-1)?.push(line);
    else blocks.push([line]);
    if (line.text.trim() !== '' || fence !== undefined) open = !heading;
    if (mark !== undefined) fence = fence === undefined ? mark : line.text.trim().startsWith(fence) ? undefined : fence;
  }
  return blocks;
}

const words = (text: string): number => text.trim().split(/\s+/).length;

/** Whether a text begins like a mark of Markdown: a heading, item, quote, row, fence, block, link or tag. */
const looksMarked = (text: string): boolean => /^\s*(?:[#>|`~:*+=_[<!-]|\d{1,9}[.)]\s|---)/.test(text);

/** Whether a line that stands alone reads like a heading: short, with a capital or a digit first, and no full stop. */
export const looksLikeHeading = (text: string): boolean =>
  text.trim().length <= 80 &&
  words(text) <= 12 &&
  /\p{L}/u.test(text) &&
  !/^\s*[\p{Ll}“"'‘(]/u.test(text) &&
  !/[.,;:!…”"’')\]]\s*$/.test(text) &&
  !looksMarked(text);

/** Whether a line reads like a figure: `$13B+`, `27%`, `4.5 million`. */
export const looksLikeFigure = (text: string): boolean =>
  text.trim().length <= 24 && words(text) <= 3 && /^\s*[~≈<>±+−–-]?\s?\p{Sc}?\d/u.test(text) && !/[.)]\s*$/.test(text);

/** Whether a line reads like what a figure counts. */
export const looksLikeLabel = (text: string): boolean =>
  text.trim().length <= 100 &&
  words(text) <= 14 &&
  /\p{L}/u.test(text) &&
  !/[.!?;:”"]\s*$/.test(text) &&
  !looksMarked(text) &&
  !looksLikeFigure(text);
