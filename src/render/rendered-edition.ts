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
};
