import { createElement } from 'react';
import { DrawingContext, type DrawPart } from './components/drawing-context.ts';
import type { DrawingMemory } from './drawing-memory.ts';
import type { Template, TemplateProps } from './template-props.ts';

/** What a template drew: its markup, and by its root element what is to become of it. */
export type Drawing = { readonly root: 'mjml' | 'html' | 'other'; readonly markup: string };

/** React asks browsers to fetch images early; in a mail that is a second copy of each address and nothing else. */
const withoutPreloads = (markup: string): string => markup.replace(/<link rel="preload" as="image"[^>]*>/g, '');

/** React marks where it waited and where two texts meet; in a mail such a mark would cut a merge field in two. */
const withoutMarkers = (markup: string): string => markup.replace(/<!--(?:\/?\$[!?]?|&| )?-->/g, '');

/** React lifts `<meta>` out to the head of a page; MJML has a head of its own, where they belong. */
const withHeadTags = (markup: string): string =>
  markup.replace(
    /^((?:<(?:meta|link)\b[^>]*>)+)(<mjml\b[^>]*>)<mj-head>/,
    (_, lifted: string, root: string) => `${root}<mj-head><mj-raw>${lifted}</mj-raw>`,
  );

function rootOf(markup: string): Drawing['root'] {
  const name = /^\s*(?:<!doctype[^>]*>\s*)?<([a-z-]+)[\s>]/i.exec(markup)?.[1]?.toLowerCase();
  return name === 'mjml' || name === 'html' ? name : 'other';
}

/**
 * Draws a template with React. MJML templates are drawn in one go. React Email's `Tailwind` waits for its compiler, so what is
 * not MJML is drawn again by the renderer that can wait. With a memory, bodies that were drawn before are not drawn again.
 * @throws whatever the template throws
 */
export async function drawTemplate(template: Template, props: TemplateProps, memory?: DrawingMemory): Promise<Drawing> {
  const { renderToStaticMarkup } = await import('react-dom/server');
  const drawPart: DrawPart = (from, part) =>
    memory ? memory.recall(from, () => renderToStaticMarkup(part)) : renderToStaticMarkup(part);
  const element = createElement(DrawingContext, { value: drawPart }, createElement(template.component, props));
  try {
    const markup = withHeadTags(withoutPreloads(renderToStaticMarkup(element)));
    if (rootOf(markup) === 'mjml') return { root: 'mjml', markup };
  } catch (error) {
    if (!isSuspension(error)) throw error;
  }
  const { prerender } = await import('react-dom/static');
  const { prelude } = await prerender(element, { onError: () => undefined });
  const markup = withoutMarkers(withoutPreloads(await new Response(prelude).text()));
  return { root: rootOf(markup), markup };
}

/** React's message, the same since React 18; its production build has a number in the place of the words. */
const isSuspension = (error: unknown): boolean =>
  error instanceof Error &&
  /^(?:A component suspended while responding to synchronous input|Minified React error #426;)/.test(error.message);
