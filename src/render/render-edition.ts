import type { Edition } from '../content/edition.ts';
import { compileMjml } from './compile-mjml.ts';
import { type Drawing, drawTemplate } from './draw-template.ts';
import type { DrawingMemory } from './drawing-memory.ts';
import type { RenderedEdition } from './rendered-edition.ts';
import { resolveImages } from './resolve-images.ts';
import { mjmlRefused, templateRoot, templateThrew } from './template-error.ts';
import type { NewsletterInfo, Template, TemplateProps } from './template-props.ts';
import { withoutOverrides } from './without-overrides.ts';
import { writeText } from './write-text.ts';

/** What React Email writes above its pages; without one, Outlook.com and browsers fall into quirks mode. */
const doctype =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/**
 * The mail of an edition, its merge fields still open: the template drawn to HTML, and a text part written from the stories.
 * With a memory, stories that have not changed since it was drawn with it last are neither drawn nor written again.
 * @throws MastheadError TEMPLATE_THROWS, TEMPLATE_ROOT, TEMPLATE_MJML, IMAGE_WITHOUT_BASE
 */
export async function renderEdition(
  edition: Edition,
  template: Template,
  newsletter: NewsletterInfo,
  memory?: DrawingMemory,
): Promise<RenderedEdition> {
  const props: TemplateProps = {
    edition: resolveImages(edition, newsletter.assetBase),
    newsletter: { ...newsletter, words: template.words },
  };
  const drawing = await drawTemplate(template, props, memory).catch((cause: unknown) => {
    throw templateThrew(cause, template);
  });
  return {
    id: edition.id,
    template: template.name,
    lang: edition.lang ?? newsletter.lang,
    dir: edition.dir ?? newsletter.dir,
    subject: oneLine(edition.subject),
    preheader: oneLine(edition.preheader),
    html: withoutOverrides(await htmlOf(drawing, template, memory)),
    text: withoutOverrides(writeText(props, memory)),
  };
}

async function htmlOf({ root, markup }: Drawing, template: Template, memory?: DrawingMemory): Promise<string> {
  switch (root) {
    case 'mjml':
      return compileMjml(markup, memory).catch(async (cause: unknown) => {
        throw await mjmlRefused(cause, template);
      });
    case 'html':
      return /^<!doctype/i.test(markup) ? markup.replace(/^<!doctype[^>]*>/i, doctype) : `${doctype}${markup}`;
    case 'other':
      throw templateRoot(markup, template);
    default:
      return root satisfies never;
  }
}

const oneLine = (text: string): string => withoutOverrides(text).replace(/\s+/g, ' ').trim();
