import type { Root } from 'mdast';
import { isLinkAddress, isWebAddress } from './allowed-address.ts';
import { nodesBelow } from './map-tree.ts';
import { parseBody } from './parse-body.ts';

/**
 * Makes Markdown from elsewhere pass the checks without losing a word: where a link, an image or a `:::` would be refused,
 * the marks of that line become letters. Gives the lines, and which of them were changed, from 0.
 */
export function escapeRefused(lines: readonly string[]): {
  readonly lines: readonly string[];
  readonly escaped: readonly number[];
} {
  const result = [...lines];
  const escaped = new Set<number>();
  for (;;) {
    const refused = refusedLines(result.join('\n'));
    if (refused.length === 0) return { lines: result, escaped: [...escaped].sort((a, b) => a - b) };
    const fresh = refused.filter((at) => at < result.length && !escaped.has(at));
    // Should lines that are letters already still be refused, everything becomes letters.
    for (const at of fresh.length > 0 ? fresh : result.keys()) {
      if (!escaped.has(at)) result[at] = escapeMarks(result[at] ?? '');
      escaped.add(at);
    }
    if (fresh.length === 0) return { lines: result, escaped: [...escaped].sort((a, b) => a - b) };
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
