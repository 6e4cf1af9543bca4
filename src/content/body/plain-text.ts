import type { Nodes } from 'mdast';
import { spellLiteral } from '../../foundation/merge-field.ts';

/** The words of a node as one line of text, without marks. Merge fields stay open; braces that were text stay text. */
export const plainText = (node: Nodes): string => wordsOf(node).replace(/\s+/g, ' ').trim();

function wordsOf(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return spellLiteral(node.value);
    case 'html':
    case 'mergeField':
    case 'statRow':
      return node.value;
    case 'break':
      return ' ';
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

const childWords = (children: readonly Nodes[]): string => children.map(wordsOf).join('');
