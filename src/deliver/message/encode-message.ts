import { createHash } from 'node:crypto';
import type { RenderedEdition } from '../../render/rendered-edition.ts';
import { type Base64Body, cutBase64 } from './base64-body.ts';
import { type BodyField, type CutBody, cutBody } from './cut-body.ts';
import { encodeFiles } from './encode-files.ts';
import { listIdHeader, mailboxHeader } from './encode-header.ts';
import { type Piece, pieceOf } from './piece.ts';
import { cutQuotedPrintable, encodeQuotedPrintable, type QuotedPrintableBody } from './quoted-printable.ts';
import type { Sender } from './sender.ts';

/** A body that is encoded but for its merge fields. */
export type EncodedBody = {
  readonly body: QuotedPrintableBody | Base64Body;
  readonly fields: readonly BodyField[];
};

/** An edition as MIME, encoded once for all recipients and cut where they differ. */
export type EncodedMessage = {
  readonly edition: string;
  readonly sender: Sender;
  readonly test: boolean;
  readonly subject: CutBody;
  /** The headers that are the same for everyone, in front of and behind those that are not. */
  readonly firstHeaders: string;
  readonly lastHeaders: string;
  readonly text: EncodedBody;
  readonly html: EncodedBody;
  /** What stands between headers and text, between text and HTML, and at the end: there images and attachments are. */
  readonly seams: { readonly beforeText: Piece; readonly beforeHtml: Piece; readonly end: Piece };
};

/**
 * Encodes an edition: multipart/alternative with the text first, each body in quoted-printable or base64, whichever is
 * shorter; images stand beside the HTML in multipart/related, attachments behind all of it in multipart/mixed. A message is
 * then joined from the pieces for each recipient (join-message.ts).
 */
export function encodeMessage(
  rendered: RenderedEdition,
  { sender, test = false }: { readonly sender: Sender; readonly test?: boolean },
): EncodedMessage {
  const text = encodeBody(cutBody(rendered.text, 'text'));
  const html = encodeBody(cutBody(rendered.html, 'html'));
  const boundary = boundaryOf('masthead', rendered);
  const whole = wrapAlternatives(rendered, `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n`);
  const htmlPart = wrapHtml(rendered, partHeaders('html', html));
  return {
    edition: rendered.id,
    sender,
    test,
    subject: cutBody(rendered.subject, 'text'),
    firstHeaders: fromHeaders(sender),
    lastHeaders: `${bulkHeaders(rendered.id, sender)}MIME-Version: 1.0\r\n${whole.type}`,
    text,
    html,
    seams: {
      beforeText: pieceOf(`${whole.before}--${boundary}\r\n${partHeaders('plain', text)}`),
      beforeHtml: pieceOf(`\r\n--${boundary}\r\n${htmlPart.before}`),
      end: pieceOf(`${htmlPart.after}\r\n--${boundary}--\r\n${whole.after}`),
    },
  };
}

/** The message's own Content-Type, and what stands around text and HTML: where there are attachments a multipart/mixed. */
function wrapAlternatives(
  rendered: RenderedEdition,
  type: string,
): { readonly type: string; readonly before: string; readonly after: string } {
  const { attachments = [] } = rendered;
  if (attachments.length === 0) return { type, before: '', after: '' };
  const boundary = boundaryOf('mixed', rendered);
  return {
    type: `Content-Type: multipart/mixed;\r\n boundary="${boundary}"\r\n`,
    before: `--${boundary}\r\n${type}\r\n`,
    after: `${encodeFiles(attachments, boundary)}\r\n--${boundary}--\r\n`,
  };
}

/** What stands around the HTML inside its part: its headers, and where there are images a multipart/related. */
function wrapHtml(rendered: RenderedEdition, headers: string): { readonly before: string; readonly after: string } {
  const { images = [] } = rendered;
  if (images.length === 0) return { before: headers, after: '' };
  const boundary = boundaryOf('related', rendered);
  return {
    before: `Content-Type: multipart/related; type="text/html";\r\n boundary="${boundary}"\r\n\r\n--${boundary}\r\n${headers}`,
    after: `${encodeFiles(images, boundary)}\r\n--${boundary}--\r\n`,
  };
}

function encodeBody({ texts: cut, fields }: CutBody): EncodedBody {
  // Text ends with a line end, and so no soft line break can be the last thing in a body (RFC 2045 section 6.7).
  const texts = cut.map((text, index) => (index < cut.length - 1 || text.endsWith('\n') ? text : `${text}\n`));
  const quoted = cutQuotedPrintable(texts);
  const octets = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const quotedOctets = texts.reduce((sum, text) => sum + encodeQuotedPrintable(text).length, 0);
  // Base64 is a third longer than what it encodes, and two of every 78 characters end a line.
  return { body: quotedOctets <= (octets * 4 * 78) / (3 * 76) ? quoted : cutBase64(texts), fields };
}

/** `=_` stands in no quoted-printable and no base64 text, so no content can hold the boundary (RFC 2045 section 6.7). */
const boundaryOf = (kind: 'masthead' | 'related' | 'mixed', { id, html, text }: RenderedEdition): string =>
  `=_${kind}_${createHash('sha256')
    .update(JSON.stringify([id, text, html]))
    .digest('hex')
    .slice(0, 24)}`;

const partHeaders = (subtype: string, { body }: EncodedBody): string =>
  `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: ${body.encoding}\r\n\r\n`;

const fromHeaders = ({ from, replyTo }: Sender): string =>
  mailboxHeader('From', from) + (replyTo ? mailboxHeader('Reply-To', replyTo) : '');

/** RFC 2919, RFC 8058, and what keeps answering machines quiet. Never Auto-Submitted: some relays then send no bounce. */
const bulkHeaders = (edition: string, { name, id, domain, archive }: Sender): string =>
  [
    listIdHeader(name, `${id}.${domain}`),
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
    archive ? `List-Archive: <${archive}>\r\n` : '',
    // Whoever reads it looks for its colons: it is never folded or encoded.
    `Feedback-ID: ${edition.replace(/[^A-Za-z0-9.-]/g, '-')}:${id}:${feedbackSender(domain)}\r\n`,
    'Precedence: bulk\r\n',
    'X-Auto-Response-Suppress: OOF, AutoReply\r\n',
  ].join('');

/** Gmail wants 5 to 15 letters and digits that stay the same for one sender. */
const feedbackSender = (domain: string): string =>
  domain
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, 15)
    .padEnd(5, '0');
