/** What is read by whom: `all` outside of conditions, `outlook` in `<!--[if mso]>`, `others` in `<!--[if !mso]><!-->`. */
type Piece = { readonly for: 'all' | 'outlook' | 'others'; readonly text: string };

export type ConditionalComments = { readonly faults: readonly string[]; readonly pieces: readonly Piece[] };

const mark = /<!--\[if [^\]\n]+\]>(<!-->)?|(<!--\s*)?<!\[endif\]-->|<!--|-->|<!\[(?:end)?if\b/g;

/**
 * Cuts a mail at its conditional comments. Outlook for Windows shows nothing at all after one that is not closed, and ends one
 * only at `<![endif]-->`; every other program ends it at the first `-->`.
 */
export function cutConditionalComments(html: string): ConditionalComments {
  const faults: string[] = [];
  const pieces: Piece[] = [];
  let open: Piece['for'] | 'comment' = 'all';
  let from = 0;
  for (const { 0: token, 1: revealed, 2: reopened, index } of html.matchAll(mark)) {
    const fault = (what: string): void => {
      faults.push(`${what} at ${index}: ${html.slice(Math.max(0, index - 30), index + 40)}`);
    };
    if (open !== 'comment') pieces.push({ for: open, text: html.slice(from, index) });
    from = index + token.length;
    if (token.startsWith('<!--[if')) {
      if (open !== 'all') fault('a condition opens within another comment');
      open = revealed === undefined ? 'outlook' : 'others';
    } else if (token.endsWith('<![endif]-->')) {
      const closes = reopened === undefined ? 'outlook' : 'others';
      if (open !== closes)
        fault(open === 'all' ? 'a condition closes that was not open' : 'a condition closes as another kind');
      open = 'all';
    } else if (token === '<!--') {
      if (open !== 'all') fault('a comment opens within another');
      open = 'comment';
    } else if (token === '-->') {
      if (open !== 'comment') fault('a comment closes that was not open');
      open = 'all';
    } else {
      fault('a condition is not spelt as Outlook reads it');
    }
  }
  if (open === 'all') pieces.push({ for: 'all', text: html.slice(from) });
  else faults.push('the last comment is not closed');
  return { faults, pieces };
}

/** The markup that Outlook for Windows reads, or that everyone else does. */
export const seenBy = (reader: 'outlook' | 'others', { pieces }: ConditionalComments): string =>
  pieces.flatMap((piece) => (piece.for === 'all' || piece.for === reader ? piece.text : [])).join('');

/** Tables and blocks that are closed out of turn or not at all. */
export function unbalancedTags(html: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(
    /<(\/?)(table|tbody|thead|tr|td|th|div|p|ul|ol|li|blockquote|v:\w+)\b[^>]*>/g,
  )) {
    if (slash === '') open.push(name);
    else if (open.at(-1) === name) open.pop();
    else wrong.push(`</${name}> where ${open.at(-1) ?? 'nothing'} is open`);
  }
  return [...wrong, ...open.map((name) => `<${name}> is not closed`)];
}
