import { escapeHtml } from '../../foundation/merge-field.ts';
import type { HtmlContext } from './html-context.ts';
import type { PlainContext } from './plain-context.ts';

/** In an unquoted attribute a space, a backtick or an equals sign would end it or worry a parser. */
const escapeAttribute = (text: string, quoted: boolean): string =>
  quoted ? escapeHtml(text) : escapeHtml(text).replace(/[\s`=]/g, (character) => `&#${character.charCodeAt(0)};`);

const wholeUrl = /^(https?:\/\/|mailto:)/i;

/** One part of an address. A mailbox has its @ as it is (RFC 6068 section 2). */
function encodePart(value: string, { mailbox }: { readonly mailbox?: true }): string {
  const at = mailbox ? value.lastIndexOf('@') : -1;
  if (at < 0) return encodeURIComponent(value);
  return `${encodeURIComponent(value.slice(0, at))}@${encodeURIComponent(value.slice(at + 1))}`;
}

/**
 * A normalised value, written so that it stays a value where it stands. `links.*` are whole URLs of ours; a subscriber's
 * value is one part of a URL, or a whole web or mail address where the URL begins: no other scheme can come from a list.
 */
export function escapeValue(
  value: string,
  { context, path }: { context: HtmlContext | PlainContext; path: string },
): string {
  switch (context.kind) {
    case 'plain':
      return value;
    case 'plain url':
      return path.startsWith('links.') ? value : encodePart(value, context);
    case 'text':
      return escapeHtml(value);
    case 'attribute':
      return escapeAttribute(value, context.quoted);
    case 'url': {
      const isWhole = path.startsWith('links.') || (context.atStart && wholeUrl.test(value));
      return escapeAttribute(isWhole ? value : encodePart(value, context), context.quoted);
    }
    case 'bare':
      return value.replace(/[^\p{L}\p{N}#% ._-]/gu, '');
    default:
      return context satisfies never;
  }
}
