import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type ParsedNode } from 'yaml';

/** A way to a value: `['sources', 2, 'url']`. */
export type Path = readonly PropertyKey[];

/** The line on which a key stands, or the nearest key around it; and its value as it was typed, where that is one word. */
export type Locate = (path: Path) => { readonly line: number; readonly typed?: string };

/** For front matter that could not be read: everything is on the first line. */
export const nowhere: Locate = () => ({ line: 1 });

/** Finds keys in a YAML document whose first line is the first line of the file. */
export function locateIn(document: Document.Parsed, lines: LineCounter): Locate {
  return (path) => {
    let node: unknown = document.contents;
    let line = 1;
    for (const step of path) {
      const found = stepInto(node, step);
      if (!found) return { line };
      line = lines.linePos(found.offset).line;
      node = found.value;
    }
    return isScalar(node) && node.source !== undefined ? { line, typed: node.source } : { line };
  };
}

function stepInto(node: unknown, step: PropertyKey): { offset: number; value: unknown } | undefined {
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
    return pair && { offset: pair.key.range[0], value: pair.value };
  }
  if (isSeq(node) && typeof step === 'number') {
    const value = node.items[step];
    return isNode(value) && value.range ? { offset: value.range[0], value } : undefined;
  }
  return undefined;
}
