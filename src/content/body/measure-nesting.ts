import type { Parents } from 'mdast';

/** How deep Markdown may nest. Mail programs give up long before. */
export const deepestNesting = 100;

/**
 * Whether Markdown nests too deep to be parsed: past a few hundred levels, the parser's time grows with the cube of the
 * depth and then its stack runs out. Counts, without parsing, the marks that open a level and have not been closed.
 */
export function findDeepLine(markdown: string): number | undefined {
  let blocks = 0;
  let marks = 0;
  const lines = markdown.replace(escaped, 'x').split('\n');
  const deep = lines.findIndex((line) => {
    if (startsAnew.test(line)) marks = 0;
    blocks = Math.max(0, blocks + openedBlocks(line));
    marks = openedMarks(line, marks);
    return Math.max(blocks, marks, countPrefixes(line)) > deepestNesting;
  });
  return deep < 0 ? undefined : deep + 1;
}

/** A mark that a backslash makes a letter. */
const escaped = /\\[!-/:-@[-`{-~]/g;

/** A line at which no bracket and no emphasis of the line before goes on: empty, an item, a row, a heading. */
const startsAnew = /^[ \t]*(?:$|[-+*|#]|\d{1,9}[.)])/;

/** The `>`, `-`, `1.` and `[^1]:` that stand before the words of a line. */
function countPrefixes(line: string): number {
  const prefix = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])|\[\^[^\]\s]{1,100}\]:)/y;
  let count = 0;
  while (prefix.test(line)) count += 1;
  return count;
}

const openedBlocks = (line: string): number =>
  /^[\s>]*:{3,}(?=[a-z])/i.test(line) ? 1 : /^[\s>]*:{3,}\s*$/.test(line) ? -1 : 0;

/** How many brackets and marks of emphasis are open after a line of a paragraph, at its worst. */
function openedMarks(line: string, before: number): number {
  let open = before;
  let worst = before;
  for (const { 0: mark, index } of line.matchAll(/[*_~]+|\[|\]/g)) {
    const opens = mark === '[' || (mark !== ']' && /\S/.test(line[index + mark.length] ?? ' '));
    const closes = mark === ']' || (mark !== '[' && /\S/.test(line[index - 1] ?? ' '));
    if (opens !== closes) open = Math.max(0, open + (opens ? mark.length : -mark.length));
    worst = Math.max(worst, open);
  }
  return worst > deepestNesting ? worst : open;
}

const nesting = new Set([
  'list',
  'blockquote',
  'containerDirective',
  'footnoteDefinition',
  'emphasis',
  'strong',
  'delete',
  'link',
]);

/** The line of the first node that is nested too deep in a parsed tree, or undefined. Uses no stack. */
export function findDeepNode(root: Parents): number | undefined {
  const waiting: { node: Parents; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > deepestNesting) return node.position?.start.line ?? 1;
    for (const child of node.children) {
      if ('children' in child) waiting.push({ node: child, depth: depth + (nesting.has(child.type) ? 1 : 0) });
    }
  }
  return undefined;
}
