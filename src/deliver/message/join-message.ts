import type { Message } from '../transport/transport.ts';
import { joinBase64 } from './base64-body.ts';
import { fillBody, fillField } from './cut-body.ts';
import { dateHeader, mailboxHeader, textHeader } from './encode-header.ts';
import type { EncodedBody, EncodedMessage } from './encode-message.ts';
import { type FieldValues, fieldValues, normaliseValue } from './field-value.ts';
import { envelopeSender, linksFor, messageId } from './links.ts';
import { gatherPieces, type Piece, pieceOf } from './piece.ts';
import { joinQuotedPrintable } from './quoted-printable.ts';
import type { Recipient } from './recipient.ts';
import type { Sender } from './sender.ts';
import { signDkim } from './sign-dkim.ts';

/**
 * The message for one recipient: the encoded pieces with the recipient's values between them, signed where the sender has
 * keys. The same recipient and date always give the same bytes.
 * @param date when the delivery was first tried; the same in every later try
 */
export async function joinMessage(
  encoded: EncodedMessage,
  { recipient, date }: { readonly recipient: Recipient; readonly date: Date },
): Promise<Message> {
  const { sender, seams } = encoded;
  const { address } = recipient;
  const who = { edition: encoded.test ? `${encoded.edition}-test-${date.getTime()}` : encoded.edition, address };
  const links = linksFor(sender, { edition: encoded.edition, address });
  const values = fieldValues(recipient, links);
  const id = messageId(sender, who);
  const headers = joinHeaders(encoded, { recipient, date, values, id, link: links.unsubscribe });
  const body = [
    seams.beforeText,
    ...joinBody(encoded.text, values),
    seams.beforeHtml,
    ...joinBody(encoded.html, values),
    seams.end,
  ];
  const signatures = sender.dkim.length > 0 ? await signDkim(sender.dkim, { headers, body, date }) : '';
  return {
    envelope: { from: envelopeSender(sender, who), to: address },
    id,
    ...bytesOf([pieceOf(`${signatures}${headers}\r\n`), ...body]),
  };
}

const bytesOf = (pieces: readonly Piece[]): Pick<Message, 'raw' | 'dotted'> => ({
  raw: gatherPieces(pieces),
  dotted: pieces.some(({ dotted }) => dotted),
});

type HeaderInput = {
  readonly recipient: Recipient;
  readonly date: Date;
  readonly values: FieldValues;
  readonly id: string;
  readonly link: string;
};

function joinHeaders(encoded: EncodedMessage, { recipient, date, values, id, link }: HeaderInput): string {
  const subject = `${encoded.test ? '[Test] ' : ''}${fillBody(encoded.subject, values)}`;
  return [
    encoded.firstHeaders,
    mailboxHeader('To', { name: normaliseValue(recipient.name ?? ''), address: recipient.address }),
    textHeader('Subject', normaliseValue(subject)),
    `Message-ID: <${id}>\r\n`,
    dateHeader(date),
    unsubscribeHeader(encoded.sender, link),
    encoded.lastHeaders,
  ].join('');
}

function joinBody({ body, fields }: EncodedBody, values: FieldValues): readonly Piece[] {
  const filled = fields.map((field) => fillField(field, values));
  return body.encoding === 'base64' ? joinBase64(body, filled) : joinQuotedPrintable(body, filled);
}

/** RFC 2369 and RFC 8058 section 3.1: one https address, which takes the POST, and one mailbox. */
function unsubscribeHeader(sender: Sender, link: string): string {
  const token = link.slice(link.lastIndexOf('/') + 1);
  const at = sender.unsubscribeAddress.lastIndexOf('@');
  const mailbox = `${encodeURIComponent(sender.unsubscribeAddress.slice(0, at))}${sender.unsubscribeAddress.slice(at)}`;
  return `List-Unsubscribe: <${link}>,\r\n <mailto:${mailbox}?subject=unsubscribe%20${token}>\r\n`;
}
