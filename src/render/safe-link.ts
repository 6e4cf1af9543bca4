import { cutFields } from '../foundation/merge-field.ts';

/**
 * A link of a story as it may stand in a mail, or undefined where it may not: http(s), mailto, a place in the same mail (`#…`),
 * or a link of the message itself (`{{ links.web }}`). Merge fields stay open; all else is percent-encoded.
 */
export const safeLink = (url: string): string | undefined => safeAddress(url, /^(?:https?:\/\/|mailto:|#)/i);

/** The address of an image as it may stand in a mail: http(s), a part of the message (`cid:`), or below one of its links. */
export const safeImage = (url: string): string | undefined => safeAddress(url, /^(?:https?:\/\/|cid:)/i);

function safeAddress(typed: string, beginning: RegExp): string | undefined {
  const url = typed.trim();
  const pieces = cutFields(url);
  const [first] = pieces;
  if (first?.kind === 'field' ? !first.field.path.startsWith('links.') : !beginning.test(url)) return undefined;
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

/** What is encoded already stays as it is; half a surrogate pair would make `encodeURI` throw. */
const encode = (text: string): string =>
  encodeURI(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/%25(?=[\da-f]{2})/gi, '%');
