import type { Nodes, Parents, RootContent } from 'mdast';

/** Whether a node has children. */
export const isParent = (node: Nodes): node is Parents => 'children' in node;

/** Puts what `change` gives in the place of each node below `parent`, innermost first. */
export function mapTree(parent: Parents, change: (node: RootContent) => readonly RootContent[]): void {
  const children = parent.children.flatMap((child) => {
    if (isParent(child)) mapTree(child, change);
    return change(child);
  });
  // Each parent's type admits some children only. `change` gives phrasing for phrasing and blocks for blocks.
  parent.children = children as typeof parent.children;
}

/** Every node below a parent, in the order of the text. */
export function* nodesBelow(parent: Parents): Generator<RootContent> {
  for (const child of parent.children) {
    yield child;
    if (isParent(child)) yield* nodesBelow(child);
  }
}
