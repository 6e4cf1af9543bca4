import type { Root } from 'mdast';
import { isLinkAddress, isWebAddress } from '../allowed-address.ts';
import { nodesBelow } from '../body/map-tree.ts';
import { parseBody } from '../body/parse-body.ts';
import type { WireLine } from './wire-lines.ts';

/**
 * Makes Markdown from elsewhere pass the checks without losing a word: where a link, an image or a `:::` would be refused,
 * the marks of that line become letters. Gives the lines, and those that were changed, as they were before.
 */
export function escapeRefused(lines: readonly WireLine[]): {
  readonly lines: readonly WireLine[];
  readonly escaped: readonly WireLine[];
} {
  const result = [...lines];
  const escaped = new Set<number>();
  for (;;) {
    const refused = refusedLines(result.map(({ text }) => text).join('\n'));
    const fresh = refused.filter((at) => at < result.length && !escaped.has(at));
    // Should lines that are letters already still be refused, everything becomes letters.
    for (const at of refused.length === 0 ? [] : fresh.length > 0 ? fresh : result.keys()) {
      const line = result[at];
      if (line && !escaped.has(at)) result[at] = { ...line, text: escapeMarks(line.text) };
      escaped.add(at);
    }
    if (fresh.length === 0)
      return { lines: result, escaped: lines.filter(({ text }, at) => result[at]?.text !== text) };
  }
}

const escapeMarks = (line: string): string => line.replace(/[!-/:-@[-`{-~]/g, '\\$&');

/** The lines on which the checks would find something, from 0. A file is not there to be looked up, so no path is known. */
function refusedLines(markdown: string): readonly number[] {
  const lines: number[] = [];
  const body: Root = parseBody(markdown, ({ line }) => lines.push(line - 1));
  for (const node of nodesBelow(body)) {
    const refused =
      (node.type === 'link' && !isLinkAddress(node.url)) || (node.type === 'image' && !isWebAddress(node.url));
    if (refused) lines.push((node.position?.start.line ?? 1) - 1);
  }
  return [...new Set(lines)];
}
