import type { BlockContent, DefinitionContent, List, ListItem, Root, RootContent, Table } from 'mdast';
import type { Stat } from '../../content/story.ts';
import { spellLiteral } from '../../foundation/merge-field.ts';
import type { Words } from '../words.ts';
import { displayWidth } from './display-width.ts';
import { collectNotes, type Notes } from './notes.ts';
import { wrapWords } from './wrap-words.ts';
import { writeInline } from './write-inline.ts';
import { writeTable } from './write-table.ts';

type Block = RootContent | BlockContent | DefinitionContent;
type Page = { readonly width: number; readonly notes: Notes; readonly words: Words };

/** A body as lines, with its footnotes and links listed below. `links` counts those that the mail has so far. */
export function writeBody(
  tree: Root,
  { width, links, words }: { readonly width: number; readonly links: number; readonly words: Words },
): { readonly lines: readonly string[]; readonly links: number } {
  const notes = collectNotes(tree, links + 1);
  const page = { width, notes, words };
  const body = writeBlocks(tree.children, page);
  const footnotes = writeFootnotes(page);
  const list = notes.links().map(({ number, address }) => `[${number}] ${address}`);
  return { lines: joinBlocks([body, footnotes, list]), links: links + list.length };
}

/** Blocks one under the other, a blank line between. */
export const joinBlocks = (blocks: readonly (readonly string[])[]): readonly string[] =>
  blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));

/** Lines with another of the same width under them, and no wider than the page: a long address may be. */
export const underline = (lines: readonly string[], mark: string, width: number): readonly string[] =>
  lines.length === 0 ? [] : [...lines, mark.repeat(Math.min(width, Math.max(...lines.map(displayWidth))))];

/** A paragraph of nothing but images that decorate is none. */
const writeParagraph = (words: string, width: number): readonly string[] =>
  words.trim() === '' ? [] : wrapWords(words, width);

/** Figures right-aligned, what they count beside them. */
function writeStats(stats: readonly Stat[], width: number): readonly string[] {
  const column = Math.max(0, ...stats.map(({ value }) => displayWidth(value)));
  return stats.flatMap(({ value, label }) => {
    const first = `${' '.repeat(2 + column - displayWidth(value))}${value}  `;
    return wrapWords(label, width, { first, rest: ' '.repeat(column + 4) });
  });
}

/** A pull quote, set in from the left. */
const writeQuote = (lines: readonly string[], by: string | undefined): readonly string[] =>
  [...lines, ...(by === undefined ? [] : [`— ${by}`])].map((line) => (line === '' ? '' : `    ${line}`));

const writeBlocks = (nodes: readonly Block[], page: Page): readonly string[] =>
  joinBlocks(nodes.map((node) => writeBlock(node, page)));

function writeBlock(node: Block, page: Page): readonly string[] {
  const { width, words } = page;
  switch (node.type) {
    case 'paragraph':
      return writeParagraph(writeInline(node.children, page), width);
    case 'heading':
      return underline(wrapWords(writeInline(node.children, page), width), node.depth <= 2 ? '-' : '.', width);
    case 'blockquote':
      return indented(node.children, page, '> ');
    case 'pullQuote':
      return writeQuote(writeBlocks(node.children.filter(isBlock), { ...page, width: width - 8 }), node.by);
    case 'passage':
      return writeBlocks(node.children.filter(isBlock), page);
    case 'statRow':
      return writeStats(node.stats, width);
    case 'list':
      return writeList(node, page);
    case 'table':
      return writeTable(tableOf(node, page), { width, colon: words.colon });
    case 'code':
      return spellLiteral(node.value)
        .split('\n')
        .map((line) => `    ${line}`.trimEnd());
    case 'html':
      return wrapWords(node.value, width);
    case 'thematicBreak':
      return [`${' '.repeat(Math.floor(width / 2) - 2)}* * *`];
    case 'containerDirective':
      return writeBlocks(node.children, page);
    case 'leafDirective':
      return wrapWords(writeInline(node.children, page), width);
    case 'definition':
    case 'footnoteDefinition':
    case 'yaml':
      return [];
    case 'listItem':
      return writeItem(node, '- ', page);
    case 'tableRow':
    case 'tableCell':
      return [];
    default:
      return wrapWords(writeInline([node], page), width);
  }
}

/** Parents of our own are typed to hold any node; a parser puts only blocks there. */
const isBlock = (node: { readonly type: string }): node is Block => node.type !== 'root';

const indented = (nodes: readonly Block[], page: Page, mark: string): readonly string[] =>
  writeBlocks(nodes, { ...page, width: Math.max(24, page.width - mark.length) }).map((line) =>
    `${mark}${line}`.trimEnd(),
  );

function writeList(list: List, page: Page): readonly string[] {
  const first = list.start ?? 1;
  const last = `${first + list.children.length - 1}. `;
  const items = list.children.map((item, index) =>
    writeItem(item, list.ordered ? `${first + index}. `.padStart(last.length) : '- ', page),
  );
  const isLoose = list.spread || list.children.some((item) => item.spread);
  return isLoose ? joinBlocks(items) : items.flat();
}

function writeItem(item: ListItem, bullet: string, page: Page): readonly string[] {
  const mark = item.checked === true ? `${bullet}[x] ` : item.checked === false ? `${bullet}[ ] ` : bullet;
  const lines = item.spread
    ? indented(item.children, page, ' '.repeat(mark.length))
    : item.children.flatMap((child) => indented([child], page, ' '.repeat(mark.length)));
  const [head = '', ...rest] = lines;
  return [mark + head.slice(mark.length), ...rest];
}

const tableOf = (table: Table, page: Page): Parameters<typeof writeTable>[0] => ({
  rows: table.children.map((row) => row.children.map((cell) => writeInline(cell.children, page).replace(/\n/g, ' '))),
  align: table.align ?? [],
});

/** A footnote may refer to another: the list grows while it is written. */
function writeFootnotes(page: Page): readonly string[] {
  const lines: string[] = [];
  for (let done = 0; done < page.notes.footnotes().length; done += 1) {
    const note = page.notes.footnotes()[done];
    if (!note) break;
    const mark = `(${note.number}) `;
    const [head = '', ...rest] = indented(note.definition.children, page, ' '.repeat(mark.length));
    lines.push(mark + head.slice(mark.length), ...rest);
  }
  return lines;
}
