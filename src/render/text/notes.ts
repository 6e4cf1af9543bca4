import type { FootnoteDefinition, Nodes, Root } from 'mdast';

/** What one body refers to, numbered in the order it is first met. */
export type Notes = {
  readonly numberOfLink: (address: string) => number;
  readonly numberOfFootnote: (identifier: string) => number;
  readonly links: () => readonly { readonly number: number; readonly address: string }[];
  readonly footnotes: () => readonly { readonly number: number; readonly definition: FootnoteDefinition }[];
};

/** Collects the links and footnotes of one body; links are numbered after `firstLink`, so that a mail has each number once. */
export function collectNotes(tree: Root, firstLink: number): Notes {
  const definitions = new Map<string, FootnoteDefinition>();
  visit(tree, (node) => {
    // Of two definitions with one name the first counts, as in CommonMark.
    if (node.type === 'footnoteDefinition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  const links = new Map<string, number>();
  const footnotes = new Map<string, number>();
  return {
    numberOfLink: (address) => numberIn(links, address, firstLink),
    numberOfFootnote: (identifier) => numberIn(footnotes, identifier, 1),
    links: () => [...links].map(([address, number]) => ({ number, address })),
    footnotes: () =>
      [...footnotes].flatMap(([identifier, number]) => {
        const definition = definitions.get(identifier);
        return definition ? [{ number, definition }] : [];
      }),
  };
}

function numberIn(numbers: Map<string, number>, key: string, first: number): number {
  const number = numbers.get(key) ?? first + numbers.size;
  numbers.set(key, number);
  return number;
}

function visit(node: Nodes, visitor: (node: Nodes) => void): void {
  visitor(node);
  if ('children' in node) for (const child of node.children) visit(child, visitor);
}
