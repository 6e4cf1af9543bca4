import type { Element, Root } from 'hast';

/** Prepares the elements of a body for a mail, in place: they were made for this one drawing. */
export function tidyElements(tree: Root): void {
  for (const section of tree.children) {
    if (section.type === 'element' && section.properties.dataFootnotes !== undefined) unlabel(section);
  }
  visitElements(tree, (element) => {
    // It refers to the heading that `unlabel` takes out.
    delete element.properties.ariaDescribedBy;
    if (tightens.has(element.tagName)) markLast(element);
  });
}

/**
 * Footnotes come with a heading whose id would be the same in every story of a mail. Templates set them off in their own way.
 */
function unlabel(section: Element): void {
  section.children = section.children.filter((child) => child.type === 'element' && child.tagName === 'ol');
  section.properties = {};
}

const tightens: ReadonlySet<string> = new Set(['blockquote', 'li', 'pull-quote', 'tr']);

/** Mail programs know no `:last-child`: the last block of a quote or an item and the last cell of a row are marked, so that they can end without a gap. */
function markLast(parent: Element): void {
  const last = parent.children.findLast((child) => child.type === 'element');
  if (last?.type !== 'element') return;
  const { className } = last.properties;
  last.properties.className = [...(Array.isArray(className) ? className : []), 'last'];
}

function visitElements(parent: Root | Element, visit: (element: Element) => void): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    visit(child);
    visitElements(child, visit);
  }
}
