import type { Message } from '../transport/transport.ts';
import { joinBase64 } from './base64-body.ts';
import { fillBody, fillField } from './cut-body.ts';
import { dateHeader, mailboxHeader, textHeader } from './encode-header.ts';
import type { EncodedBody, EncodedMessage } from './encode-message.ts';
import { type FieldValues, fieldValues, normaliseValue } from './field-value.ts';
import { linksFor, messageId } from './links.ts';
import { joinQuotedPrintable } from './quoted-printable.ts';
import type { Recipient } from './recipient.ts';
import type { Sender } from './sender.ts';

/**
 * The message for one recipient: the encoded pieces with the recipient's values between them.
 * @param date when the delivery was first tried; the same in every later try
 */
export function joinMessage(
  encoded: EncodedMessage,
  { recipient, date }: { readonly recipient: Recipient; readonly date: Date },
): Message {
  const { sender, edition, seams } = encoded;
  const who = { edition: encoded.test ? `${edition}-test-${date.getTime()}` : edition, address: recipient.address };
  const links = linksFor(sender, { edition, address: recipient.address });
  const values = fieldValues(recipient, links);
  const id = messageId(sender, who);
  const subject = `${encoded.test ? '[Test] ' : ''}${fillBody(encoded.subject, values)}`;
  const headers = [
    mailboxHeader('To', { name: normaliseValue(recipient.name ?? ''), address: recipient.address }),
    textHeader('Subject', normaliseValue(subject)),
    `Message-ID: <${id}>\r\n`,
    dateHeader(date),
    unsubscribeHeader(sender, links.unsubscribe),
  ].join('');
  return {
    envelope: { from: sender.bounceAddress, to: recipient.address },
    id,
    raw: Buffer.concat([
      encoded.firstHeaders,
      Buffer.from(headers),
      encoded.lastHeaders,
      seams.beforeText,
      ...joinBody(encoded.text, values),
      seams.beforeHtml,
      ...joinBody(encoded.html, values),
      seams.end,
    ]),
  };
}

function joinBody({ body, fields }: EncodedBody, values: FieldValues): readonly Buffer[] {
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
