/**
 * Subject, HTML and text of an edition, its merge fields still open. Plain data: it can be saved as JSON.
 *
 * In all four texts a merge field stands in Liquid's spelling, `{{ subscriber.first_name | default: "there" }}`; in `html`
 * it may be written with entities, as HTML is. Braces that are to be read as braces stand as `{{ "{{" }}`. Cut them with
 * foundation/merge-field.ts.
 */
export type RenderedEdition = {
  readonly id: string;
  readonly template: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  /** Images that travel inside the mail; `html` shows each as `cid:CID`. Absent when all are hosted. */
  readonly images?: readonly EmbeddedImage[];
  /** Files that travel with the mail, the same for everyone. Absent when there are none. */
  readonly attachments?: readonly AttachedFile[];
};

/** A file beside the text of a mail (RFC 2183). */
export type AttachedFile = {
  /** The name under which a reader saves it, without a folder. */
  readonly fileName: string;
  /** `application/pdf`, `text/csv; charset=utf-8`. */
  readonly mediaType: string;
  /** The file's bytes in base64, without line breaks. */
  readonly content: string;
};

/** An image inside the mail (RFC 2387, RFC 2392). */
export type EmbeddedImage = AttachedFile & {
  /** What `cid:` names, without angle brackets: letters, digits, `.`, `_`, `-` and one `@`, once in an edition. */
  readonly cid: string;
};
