import type { RenderedEdition } from '../../render/rendered-edition.ts';
import { cutBody, fillBody } from './cut-body.ts';
import { fieldValues } from './field-value.ts';
import { linksFor } from './links.ts';
import type { Recipient } from './recipient.ts';
import type { Sender } from './sender.ts';

/** The four texts of an edition as one recipient reads them. */
export type Personalised = Pick<RenderedEdition, 'subject' | 'preheader' | 'html' | 'text'>;

/** Fills the merge fields of an edition for one recipient, each escaped for where it stands. */
export function personalise(
  rendered: RenderedEdition,
  { recipient, sender }: { recipient: Recipient; sender: Sender },
): Personalised {
  const values = fieldValues(recipient, linksFor(sender, { edition: rendered.id, address: recipient.address }));
  const fill = (source: string, as: 'html' | 'text'): string => fillBody(cutBody(source, as), values);
  return {
    subject: fill(rendered.subject, 'text'),
    preheader: fill(rendered.preheader, 'text'),
    html: fill(rendered.html, 'html'),
    text: fill(rendered.text, 'text'),
  };
}
