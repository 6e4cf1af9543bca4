import { DomUtils, parseDocument } from 'htmlparser2';

/** A link: where it goes, and what a reader or a screen reader is told of it. */
export type MailLink = { readonly href: string; readonly label: string };

/** An image; without `alt` it has no such attribute, which is not the same as an empty one. */
export type MailImage = { readonly src: string; readonly alt?: string };

/** The parts of an HTML mail that rules ask about, in the order of the document. */
export type MailParts = {
  readonly links: readonly MailLink[];
  readonly images: readonly MailImage[];
  /** The places that `#…` can lead to: ids, and the names of anchors. */
  readonly anchors: readonly string[];
};

/** Takes the HTML of a mail apart. */
export function readMail(html: string): MailParts {
  const elements = DomUtils.findAll(() => true, parseDocument(html));
  return {
    links: elements
      .filter(({ name, attribs }) => name === 'a' && attribs.href !== undefined)
      .map((link) => {
        const alts = DomUtils.getElementsByTagName('img', link).map((image) => image.attribs.alt ?? '');
        const label = [link.attribs['aria-label'] ?? '', DomUtils.textContent(link), ...alts].join(' ');
        return { href: (link.attribs.href ?? '').trim(), label: label.replace(/\s+/g, ' ').trim() };
      }),
    images: elements
      .filter(({ name }) => name === 'img')
      .map(({ attribs: { src = '', alt } }) => ({ src, ...(alt === undefined ? {} : { alt }) })),
    anchors: elements.flatMap(({ name, attribs }) =>
      [attribs.id, name === 'a' ? attribs.name : undefined].filter(isGiven),
    ),
  };
}

const isGiven = (value: string | undefined): value is string => value !== undefined && value !== '';
