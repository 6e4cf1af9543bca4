import type { FootnoteReference, PhrasingContent } from 'mdast';
import { spellLiteral } from '../../foundation/merge-field.ts';
import { safeLink } from '../safe-link.ts';
import type { Notes } from './notes.ts';

/** Words with their links numbered: `the report [3]`. A line break is `\n`; merge fields stand open. */
export const writeInline = (nodes: readonly PhrasingContent[], notes: Notes): string =>
  nodes.map((node) => writeOne(node, notes)).join('');

function writeOne(node: PhrasingContent, notes: Notes): string {
  switch (node.type) {
    case 'text':
      return spellLiteral(node.value.replace(/\s+/g, ' '));
    case 'mergeField':
      return node.value;
    case 'inlineCode':
      return `\`${spellLiteral(node.value)}\``;
    case 'html':
      return node.value.replace(/\s+/g, ' ');
    case 'break':
      return '\n';
    case 'emphasis':
      return `_${writeInline(node.children, notes)}_`;
    case 'strong':
      return `*${writeInline(node.children, notes)}*`;
    case 'delete':
      return `~${writeInline(node.children, notes)}~`;
    case 'link':
      return writeLink(writeInline(node.children, notes), node.url, notes);
    // The parser has put links in the place of references; what is left refers to nothing.
    case 'linkReference':
      return writeInline(node.children, notes);
    case 'image':
      return [node.alt ? `[Image: ${node.alt}]` : '', node.title ?? ''].filter((part) => part).join(' ');
    case 'imageReference':
      return node.alt ? `[Image: ${node.alt}]` : '';
    case 'footnoteReference':
      return footnoteMark(node, notes);
    case 'textDirective':
      return writeInline(node.children, notes);
    default:
      return node satisfies never;
  }
}

function writeLink(words: string, url: string, notes: Notes): string {
  const address = safeLink(url);
  if (address === undefined || address.startsWith('#')) return words;
  // An address that is printed already needs no number.
  const isPrinted = [url, address].some((text) => text === words || text === `mailto:${words}`);
  return isPrinted ? words : `${words} [${notes.numberOfLink(address)}]`;
}

const footnoteMark = (node: FootnoteReference, notes: Notes): string => `(${notes.numberOfFootnote(node.identifier)})`;
