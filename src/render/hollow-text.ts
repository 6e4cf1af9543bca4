/** Private characters, which no text of a mail has a use for, around a number. */
const opening = '\ue000';
const closing = '\ue001';

/** Markup whose text was taken out, and what puts it back into the HTML that was made of it. */
export type Hollow = {
  readonly markup: string;
  readonly fill: (html: string, tighten: (text: string) => string) => string;
};

/**
 * Takes what stands inside every `<mj-text>` out of MJML markup. MJML and its minifier give it back as it is, but they parse it
 * twice; without it they have a tenth to do. Nothing is taken out where they need to see it: when styles are to be written
 * inline, or attributes set by selectors.
 */
export function hollowText(markup: string): Hollow {
  if (markup.includes(opening) || /<mj-html-attributes|<mj-style[^>]*\sinline/.test(markup)) {
    return { markup, fill: (html) => html };
  }
  const texts: string[] = [];
  const hollow = markup.replace(
    /(<mj-text(?:\s[^>]*)?>)(.*?)(?=<\/mj-text>)/gs,
    (_, tag: string, text: string) => `${tag}${opening}${texts.push(text) - 1}${closing}`,
  );
  return {
    markup: hollow,
    fill: (html, tighten) =>
      html.replace(/\ue000(\d+)\ue001/g, (_, index: string) => tighten(texts[Number(index)] ?? '')),
  };
}
