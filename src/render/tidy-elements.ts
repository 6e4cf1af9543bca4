import type { Element, Root } from 'hast';

/** Prepares the elements of a body for a mail, in place: they were made for this one drawing. */
export function tidyElements(tree: Root): void {
  for (const section of tree.children) {
    if (section.type === 'element' && section.properties.dataFootnotes !== undefined) unlabel(section);
  }
  visitElements(tree, (element, parent) => {
    // It refers to the heading that `unlabel` takes out.
    delete element.properties.ariaDescribedBy;
    if (tightens.has(element.tagName)) markLast(element);
    if (setsLines.test(element.tagName) && holdsImage(element)) addClass(element, 'with-image');
    if (element.tagName === 'input') dropSpaceAfter(element, parent);
  });
}

/** What holds words, and perhaps an image among them that is higher than its line. */
const setsLines = /^(?:p|li|t[dh]|h[1-6])$/;

/** Images in a figure have a frame of their own. */
const holdsImage = (element: Element): boolean =>
  element.children.some(
    (child) =>
      child.type === 'element' &&
      child.tagName !== 'figure' &&
      (child.tagName === 'img' || (!setsLines.test(child.tagName) && holdsImage(child))),
  );

/** The box of a task hangs before its words: with a space after it, the first line would begin further in than the others. */
function dropSpaceAfter(box: Element, parent: Root | Element): void {
  const next = parent.children[parent.children.indexOf(box) + 1];
  if (next?.type === 'text') next.value = next.value.trimStart();
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
  addClass(last, 'last');
}

function addClass({ properties }: Element, name: string): void {
  const { className } = properties;
  properties.className = [...(Array.isArray(className) ? className : []), name];
}

function visitElements(parent: Root | Element, visit: (element: Element, parent: Root | Element) => void): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    visit(child, parent);
    visitElements(child, visit);
  }
}
