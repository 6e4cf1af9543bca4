import type { FootnoteReference, PhrasingContent } from 'mdast';
import { spellLiteral } from '../../foundation/merge-field.ts';
import { safeLink } from '../safe-link.ts';
import type { Words } from '../words.ts';
import type { Notes } from './notes.ts';

type Around = { readonly notes: Notes; readonly words: Words };

/** Words with their links numbered: `the report [3]`. A line break is `\n`; merge fields stand open. */
export const writeInline = (nodes: readonly PhrasingContent[], around: Around): string =>
  nodes.map((node) => writeOne(node, around)).join('');

function writeOne(node: PhrasingContent, around: Around): string {
  const { notes, words } = around;
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
      return `_${writeInline(node.children, around)}_`;
    case 'strong':
      return `*${writeInline(node.children, around)}*`;
    case 'delete':
      return `~${writeInline(node.children, around)}~`;
    case 'link':
      return writeLink(writeInline(node.children, around), node.url, notes);
    // The parser has put links in the place of references; what is left refers to nothing.
    case 'linkReference':
      return writeInline(node.children, around);
    case 'image':
      return [node.alt ? `[${words.image}${words.colon}${node.alt}]` : '', node.title ?? '']
        .filter((part) => part)
        .join(' ');
    case 'imageReference':
      return node.alt ? `[${words.image}${words.colon}${node.alt}]` : '';
    case 'footnoteReference':
      return footnoteMark(node, notes);
    case 'textDirective':
      return writeInline(node.children, around);
    default:
      return node satisfies never;
  }
}

function writeLink(label: string, url: string, notes: Notes): string {
  const address = safeLink(url);
  if (address === undefined || address.startsWith('#')) return label;
  // An address that is printed already needs no number.
  const isPrinted = [url, address].some((text) => text === label || text === `mailto:${label}`);
  return isPrinted ? label : `${label} [${notes.numberOfLink(address)}]`;
}

const footnoteMark = (node: FootnoteReference, notes: Notes): string => `(${notes.numberOfFootnote(node.identifier)})`;
