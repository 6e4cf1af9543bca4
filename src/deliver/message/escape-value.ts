import { escapeHtml } from '../../foundation/merge-field.ts';
import type { HtmlContext } from './html-context.ts';
import type { PlainContext } from './plain-context.ts';

/** In an unquoted attribute a space, a backtick or an equals sign would end it or worry a parser. */
const escapeAttribute = (text: string, quoted: boolean): string =>
  quoted ? escapeHtml(text) : escapeHtml(text).replace(/[\s`=]/g, (character) => `&#${character.charCodeAt(0)};`);

const wholeUrl = /^(https?:\/\/|mailto:)/i;

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
      return path.startsWith('links.') ? value : encodeURIComponent(value);
    case 'text':
      return escapeHtml(value);
    case 'attribute':
      return escapeAttribute(value, context.quoted);
    case 'url': {
      const isWhole = path.startsWith('links.') || (context.atStart && wholeUrl.test(value));
      return escapeAttribute(isWhole ? value : encodeURIComponent(value), context.quoted);
    }
    case 'bare':
      return value.replace(/[^\p{L}\p{N}#% ._-]/gu, '');
    default:
      return context satisfies never;
  }
}
