import type { Nodes, Root } from 'mdast';

/** The words of a body as one line of text, without code and without what only shows on paper. Merge fields stand open. */
export function bodyText(tree: Root): string {
  return words(tree).replace(/\s+/g, ' ').trim();
}

function words(node: Nodes): string {
  if (node.type === 'text' || node.type === 'mergeField' || node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return ' ';
  if (node.type === 'statRow') return ` ${node.value} `;
  if (!('children' in node)) return '';
  const isBlock = ['paragraph', 'heading', 'listItem', 'tableCell', 'tableRow'].includes(node.type);
  return node.children.map(words).join('') + (isBlock ? '\n' : '');
}
