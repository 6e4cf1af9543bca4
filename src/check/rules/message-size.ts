import type { RenderedEdition } from '../../render/rendered-edition.ts';
import type { Rule } from '../rule.ts';

const warnFrom = 5_000_000;

/**
 * Gmail and Yahoo carry 25 MB, base64 counted (support.google.com/mail/answer/6584), iCloud and Outlook.com 20; headers are added
 * on the way. This stays below the least of them.
 */
const refuseFrom = 18_000_000;

/** A line of base64 has 76 characters, and two more end it. */
const inLines = 78 / 76;

const octetsOf = ({ html, text, images = [], attachments = [] }: RenderedEdition): number =>
  Buffer.byteLength(html) +
  Buffer.byteLength(text) +
  [...images, ...attachments].reduce((sum, { content }) => sum + content.length * inLines, 0);

/** The size of the whole message as it travels, images inside it and attachments included. */
const rule: Rule = ({ rendered }) => {
  const octets = octetsOf(rendered);
  if (octets <= warnFrom) return [];
  const isRefused = octets > refuseFrom;
  return [
    {
      severity: isRefused ? 'error' : 'warning',
      place: 'message',
      what: `The message has ${(octets / 1_000_000).toFixed(1)} MB as it travels.`,
      why: isRefused
        ? 'Big receivers refuse such mail, for every reader; files grow by a third in it.'
        : 'Every reader gets every byte: it takes long to send, fills mailboxes, and smaller receivers refuse it.',
      fix: 'Put large files on the web and link to them.',
    },
  ];
};

export default rule;
