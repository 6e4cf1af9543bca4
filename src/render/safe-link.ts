import { cutFields } from '../foundation/merge-field.ts';

/**
 * A link of a story as it may stand in a mail, or undefined where it may not: http(s), mailto, a place in the same mail (`#…`),
 * or a link of the message itself (`{{ links.web }}`). Merge fields stay open; all else is percent-encoded.
 */
export function safeLink(url: string): string | undefined {
  const pieces = cutFields(url.trim());
  const [first] = pieces;
  if (!first) return undefined;
  const isSafe =
    first.kind === 'field' ? first.field.path.startsWith('links.') : /^(?:https?:\/\/|mailto:|#)/i.test(url.trim());
  if (!isSafe) return undefined;
  return pieces
    .map((piece) => {
      switch (piece.kind) {
        case 'field':
          return piece.source;
        case 'text':
          return encode(piece.text);
        case 'malformed':
          return encode(piece.source);
        default:
          return piece satisfies never;
      }
    })
    .join('');
}

/** The address of an image as it may stand in a mail: http(s), or a part of the message (`cid:`). */
export const safeImage = (url: string): string | undefined =>
  /^(?:https?:\/\/|cid:)/i.test(url.trim()) ? encode(url.trim()) : undefined;

/** What is encoded already stays as it is; half a surrogate pair would make `encodeURI` throw. */
const encode = (text: string): string =>
  encodeURI(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/%25(?=[\da-f]{2})/gi, '%');
