import type { Nodes, Root } from 'mdast';
import { spellLiteral } from '../foundation/merge-field.ts';

/** The words of a body as one line of text, without blocks of code. Merge fields stand open; braces that are text stay text. */
export const bodyText = (tree: Root): string => words(tree).replace(/\s+/g, ' ').trim();

function words(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return spellLiteral(node.value);
    case 'html':
    case 'mergeField':
      return node.value;
    case 'break':
      return ' ';
    case 'statRow':
      return ` ${node.value} `;
    case 'paragraph':
    case 'heading':
    case 'listItem':
    case 'tableRow':
    case 'tableCell':
      return ` ${childWords(node.children)} `;
    default:
      return 'children' in node ? childWords(node.children) : '';
  }
}

const childWords = (children: readonly Nodes[]): string => children.map(words).join('');
