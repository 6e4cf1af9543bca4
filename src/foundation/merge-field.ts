/** A place that is filled for each subscriber: `{{ subscriber.first_name | default: "there" }}`. */
export type MergeField = {
  /** `subscriber.COLUMN` or `links.NAME`. */
  readonly path: string;
  /** What stands there for a subscriber who has no value. */
  readonly default?: string;
};

/**
 * A piece of text with merge fields in Liquid's spelling. `{{ "{{" }}` is Liquid's own way to write two braces that are
 * text: it is cut out as plain text, so every other `{{` is a field or a mistake.
 */
export type FieldPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly field: MergeField; readonly source: string; readonly offset: number }
  | { readonly kind: 'malformed'; readonly source: string; readonly offset: number };

const quoted = String.raw`"[^"\n]*"|'[^'\n]*'`;
const quotedInHtml = String.raw`${quoted}|&quot;(?:(?!&quot;)[^<>\n])*&quot;|&#x27;(?:(?!&#x27;)[^<>\n])*&#x27;|&#39;(?:(?!&#39;)[^<>\n])*&#39;`;
/** A quote that is written as an entity is no other character as well: each text has one reading, however long it is. */
const grammar = (quotes: string): RegExp =>
  new RegExp(String.raw`\{\{((?:${quotes}|[^"'{}&]|&(?!quot;|#x27;|#39;))*?)\}\}`, 'g');
const expression = new RegExp(
  String.raw`^\s*(?:(?<literal>${quoted})|(?<path>[a-z]+\.[\p{L}\p{N}_-]+)\s*(?:\|\s*default:\s*(?<default>${quoted}))?)\s*$`,
  'u',
);

const unquote = (text: string): string => text.slice(1, -1);
const entities: Readonly<Record<string, string>> = {
  quot: '"',
  '#x27': "'",
  '#39': "'",
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: '\u00a0',
};
const decodeEntities = (html: string): string =>
  html.replace(/&(quot|#x27|#39|lt|gt|amp|nbsp);/g, (whole, name: string) => entities[name] ?? whole);

const writtenAs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, in an element or a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => writtenAs[character] ?? character);

/**
 * Cuts text at its merge fields. In `html`, a field may be written with entities (`&quot;`), as any HTML writer would;
 * pieces of text come back as they were, still HTML, and text that is spelled as an expression as HTML. The pieces' sources
 * joined are the input.
 */
export function cutFields(source: string, as: 'text' | 'html' = 'text'): readonly FieldPiece[] {
  const pieces: FieldPiece[] = [];
  const text = (from: number, to: number): void => {
    for (let at = from; at < to; ) {
      const open = source.indexOf('{{', at);
      const end = open < 0 || open >= to ? to : open;
      if (end > at) pieces.push({ kind: 'text', text: source.slice(at, end) });
      if (end < to) pieces.push({ kind: 'malformed', source: '{{', offset: end });
      at = end < to ? end + 2 : to;
    }
  };
  const write = (literal: string): string => (as === 'html' ? escapeHtml(literal) : literal);
  let last = 0;
  for (const match of source.matchAll(grammar(as === 'html' ? quotedInHtml : quoted))) {
    text(last, match.index);
    last = match.index + match[0].length;
    const groups = expression.exec(as === 'html' ? decodeEntities(match[1] ?? '') : (match[1] ?? ''))?.groups;
    if (groups?.literal) pieces.push({ kind: 'text', text: write(unquote(groups.literal)) });
    else if (groups?.path) {
      const field = {
        path: groups.path,
        ...(groups.default === undefined ? {} : { default: unquote(groups.default) }),
      };
      pieces.push({ kind: 'field', field, source: match[0], offset: match.index });
    } else pieces.push({ kind: 'malformed', source: match[0], offset: match.index });
  }
  text(last, source.length);
  return pieces;
}

/** The one spelling of a field; the default is quoted with whichever quote it does not hold. */
export function spellField(field: MergeField): string {
  if (field.default === undefined) return `{{ ${field.path} }}`;
  const quote = field.default.includes('"') ? "'" : '"';
  return `{{ ${field.path} | default: ${quote}${field.default.replaceAll(quote, '\u2019').replaceAll('\n', ' ')}${quote} }}`;
}

/** Text in which `{{` is meant to be read, as in a code block: spelled so that nothing is filled in there. */
export const spellLiteral = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');
