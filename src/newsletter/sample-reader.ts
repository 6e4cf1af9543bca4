import type { Recipient } from '../deliver/message/recipient.ts';
import { type Sender, senderOf } from '../deliver/message/sender.ts';
import type { Press } from './press.ts';

/** Exports and the preview are filled for this reader: every default is seen, and nobody's name gets into a file. */
export const sampleReader: Recipient = { address: 'reader@example.com', fields: { email: 'reader@example.com' } };

/** The newsletter as a sender whose links lead nowhere: what is exported or looked at is not sent. */
export const sampleSender = async (press: Press): Promise<Sender> =>
  senderOf(await press.config(), 'This secret signs nothing that is sent.');
