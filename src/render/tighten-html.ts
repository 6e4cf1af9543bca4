const token = /<!--.*?-->|<(?:[^>"']|"[^"]*"|'[^']*')*>|[^<]+|</gs;
/** React spells some names as its own props: `cellPadding`. */
const attribute = / ([\w:-]+)="([^"]*)"/g;

type Style = (declarations: string) => string;

/**
 * The same HTML in fewer bytes: quotation marks that need no entity stand as they are, names of attributes are small, and fonts
 * are written in one declaration instead of three. Comments stay untouched: Outlook reads them.
 */
export function tightenHtml(html: string): string {
  const styles = new Map<string, string>();
  const style: Style = (declarations) => {
    const known = styles.get(declarations) ?? joinFont(declarations);
    styles.set(declarations, known);
    return known;
  };
  return isReactsOwn(html) ? tightenReacts(html, style) : tightenAny(html, style);
}

/** Without comments and single-quoted attributes it was all written by React, which leaves no `"`, `<` or `>` unescaped. */
const isReactsOwn = (html: string): boolean => !html.includes('<!--') && !html.includes("='");

/** Where no quotation mark can be but around attributes, three searches do what else takes a walk over every tag: a fifth of the time. */
const tightenReacts = (html: string, style: Style): string =>
  html
    .replace(/ style="([^"]*)"/g, (_, declarations: string) => ` style="${style(declarations)}"`)
    .replace(/ (cellPadding|cellSpacing|colSpan|rowSpan)="/g, (name) => name.toLowerCase())
    .replace(/>[^<]*&quot;[^<]*/g, (words) => words.replaceAll('&quot;', '"'))
    .replaceAll('&#x27;', "'");

const tightenAny = (html: string, style: Style): string =>
  html.replace(token, (piece) => {
    if (!piece.startsWith('<')) return piece.replaceAll('&#x27;', "'").replaceAll('&quot;', '"');
    if (piece.startsWith('<!--')) return piece;
    return piece.replace(attribute, (_, name: string, value: string) => {
      const lower = name.toLowerCase();
      return ` ${lower}="${lower === 'style' ? style(value) : value}"`;
    });
  });

/** What `font` says in one; Word writes it so itself. */
const parts = ['font-style', 'font-weight', 'font-size', 'line-height', 'font-family'] as const;

/** Declarations with their font as one. Those that the one could say otherwise than the many stay as they are. */
function joinFont(escaped: string): string {
  const declarations = escaped.replaceAll('&#x27;', "'");
  const list = declarations.split(';').filter((declaration) => declaration.trim() !== '');
  const values = new Map(list.map((declaration) => cut(declaration)));
  const [style = '', weight = '', size, leading, family] = parts.map((part) => values.get(part));
  const others = [...values.keys()].some((name) => name.startsWith('font') && !parts.some((part) => part === name));
  const isPlain = list.length === values.size && !/[(!\\&]|inherit|initial|unset/.test(declarations) && !others;
  if (!isPlain || !size || !leading || !family) return declarations;
  const font = `font:${[style, weight, `${size}/${leading}`, family].filter((value) => value !== '').join(' ')}`;
  return [font, ...list.filter((declaration) => !parts.some((part) => part === cut(declaration)[0]))].join(';');
}

function cut(declaration: string): readonly [string, string] {
  const colon = declaration.indexOf(':');
  return [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()];
}
