import type { RootContent } from 'mdast';
import type { ProtectedField, ProtectedMarkdown } from './protect-fields.ts';

type Cut = ProtectedMarkdown['cut'];

/** Puts the merge fields of a node back: as nodes among words, spelled out in addresses, as they were typed in code. */
export function restoreFields(node: RootContent, { cut }: ProtectedMarkdown): readonly RootContent[] {
  switch (node.type) {
    case 'text':
      return cutText(node.value, cut).map((piece) => (piece.type === 'text' ? { ...node, value: piece.value } : piece));
    case 'code':
      return [{ ...node, value: typed(node.value, cut), ...codeWords(node, cut) }];
    case 'inlineCode':
    case 'html':
      return [{ ...node, value: typed(node.value, cut) }];
    case 'link':
      return [{ ...node, url: spelled(node.url, cut), ...(node.title ? { title: spelled(node.title, cut) } : {}) }];
    case 'image':
      return [{ ...node, ...imageText(node, cut) }];
    case 'footnoteDefinition':
    case 'footnoteReference':
      return [
        { ...node, identifier: typed(node.identifier, cut), ...(node.label ? { label: typed(node.label, cut) } : {}) },
      ];
    default:
      return [node];
  }
}

const codeWords = (
  { lang, meta }: { lang?: string | null | undefined; meta?: string | null | undefined },
  cut: Cut,
): { lang?: string; meta?: string } => ({
  ...(lang ? { lang: typed(lang, cut) } : {}),
  ...(meta ? { meta: typed(meta, cut) } : {}),
});

type Words = { readonly type: 'text' | 'mergeField'; readonly value: string };

/** Words cut into text and fields; text next to text is one. */
function cutText(value: string, cut: Cut): readonly Words[] {
  const pieces: Words[] = [];
  for (const part of cut(value)) {
    const field = typeof part !== 'string' && part.literal === undefined;
    const text = typeof part === 'string' ? part : (part.literal ?? part.spelled);
    const last = pieces.at(-1);
    if (!field && last?.type === 'text') pieces[pieces.length - 1] = { type: 'text', value: last.value + text };
    else pieces.push({ type: field ? 'mergeField' : 'text', value: text });
  }
  return pieces;
}

const imageText = (
  { url, alt, title }: { url: string; alt?: string | null | undefined; title?: string | null | undefined },
  cut: Cut,
): { url: string; alt?: string; title?: string } => ({
  url: spelled(url, cut),
  ...(alt ? { alt: spelled(alt, cut) } : {}),
  ...(title ? { title: spelled(title, cut) } : {}),
});

const join = (text: string, cut: Cut, write: (field: ProtectedField) => string): string =>
  cut(text)
    .map((part) => (typeof part === 'string' ? part : write(part)))
    .join('');
const typed = (text: string, cut: Cut): string => join(text, cut, ({ source }) => source);

const spelled = (text: string, cut: Cut): string => join(text, cut, (field) => field.spelled);
