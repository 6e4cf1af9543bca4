import type { Image, Paragraph, PhrasingContent } from 'mdast';

/** A piece of a paragraph: an image, alone or as a link, or words. */
export type ParagraphPiece = { readonly image?: Image; readonly children: PhrasingContent[] };

/** A paragraph cut at its images: each is a figure by itself, with a caption of its own, and no part of a line of words. */
export function cutAtImages(paragraph: Paragraph): readonly ParagraphPiece[] {
  const pieces: ParagraphPiece[] = [];
  let words: PhrasingContent[] = [];
  const endWords = (): void => {
    const kept = trimmed(words);
    if (kept.length > 0) pieces.push({ children: kept });
    words = [];
  };
  for (const child of paragraph.children) {
    const image = imageOf(child);
    if (image) {
      endWords();
      pieces.push({ image, children: [child] });
    } else words.push(child);
  }
  if (pieces.length === 0) return [{ children: paragraph.children }];
  endWords();
  return pieces;
}

/** The image that a node shows, and nothing besides. */
function imageOf(node: PhrasingContent): Image | undefined {
  if (node.type === 'image') return node;
  if (node.type !== 'link') return undefined;
  const [only, ...others] = node.children.filter((child) => !isSpace(child));
  return only?.type === 'image' && others.length === 0 ? only : undefined;
}

const isSpace = (node: PhrasingContent): boolean =>
  node.type === 'break' || (node.type === 'text' && node.value.trim() === '');

function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const first = nodes.findIndex((node) => !isSpace(node));
  return first < 0 ? [] : nodes.slice(first, nodes.findLastIndex((node) => !isSpace(node)) + 1);
}
