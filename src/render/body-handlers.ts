import type { Element, ElementContent, Properties } from 'hast';
import type { Code, Heading, Html, Image, InlineCode, Link, Paragraph, Parents, Text } from 'mdast';
import type { Options } from 'react-markdown';
import type { MergeFieldNode, PassageNode, PullQuoteNode, StatRowNode } from '../content/body/body-nodes.ts';
import type { Stat } from '../content/story.ts';
import { spellLiteral } from '../foundation/merge-field.ts';
import { cutAtImages } from './cut-at-images.ts';
import { type CodeRun, highlightCode } from './highlight-code.ts';

declare module 'hast' {
  interface ElementData {
    /** The figures of a `stat-row`; attributes could hold them only as text. */
    stats?: readonly Stat[];
  }
}

type Handlers = NonNullable<NonNullable<Options['remarkRehypeOptions']>['handlers']>;
type State = Parameters<NonNullable<Handlers['text']>>[0];

const element = (tagName: string, properties: Properties, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});
const text = (value: string): { type: 'text'; value: string } => ({ type: 'text', value });
const isInline = (parent: Parents | undefined): boolean =>
  parent !== undefined &&
  ['paragraph', 'heading', 'emphasis', 'strong', 'delete', 'link', 'linkReference', 'tableCell'].includes(parent.type);

/** How the nodes of a body that are ours, or that mean something else in a mail, become HTML elements. */
export function bodyHandlers(headingLevel: number): Handlers {
  const levelOf = headingLevels(headingLevel);
  return {
    heading: (state: State, node: Heading) => element(`h${levelOf(node.depth)}`, {}, state.all(node)),
    paragraph: (state: State, node: Paragraph) =>
      cutAtImages(node).map(({ image, children }) =>
        element(image ? 'figure' : 'p', image?.title ? { title: image.title } : {}, state.all({ ...node, children })),
      ),
    text: (_state: State, node: Text) => text(spellLiteral(node.value)),
    inlineCode: (_state: State, node: InlineCode) => element('code', {}, [text(spellLiteral(node.value))]),
    code: (_state: State, node: Code) => {
      const code = element('code', {}, highlightCode(node.value, node.lang).map(drawRun));
      return element('pre', node.lang ? { dataLanguage: spellLiteral(node.lang) } : {}, [code]);
    },
    html: (_state: State, node: Html, parent: Parents | undefined) =>
      isInline(parent) ? text(node.value) : element('p', {}, [text(node.value)]),
    // The addresses stay as they were written: urlTransform encodes them around their merge fields.
    link: (state: State, node: Link) => anchor(node.url, node.title, state.all(node)),
    image: (_state: State, { url, alt, title, data }: Image) =>
      element(
        'img',
        { src: url, alt: alt ?? '', title: title ?? undefined, width: data?.width, height: data?.height },
        [],
      ),
    mergeField: (_state: State, node: MergeFieldNode) => text(node.value),
    pullQuote: (state: State, node: PullQuoteNode) =>
      element('pull-quote', node.by === undefined ? {} : { by: node.by }, state.all(node)),
    statRow: (_state: State, node: StatRowNode) => ({
      ...element('stat-row', {}, []),
      data: { stats: node.stats },
    }),
    passage: (state: State, node: PassageNode) =>
      element('passage', { lang: node.lang, dir: node.dir }, state.all(node)),
  };
}

/** Two braces in a row are always in one run: runs of one kind are joined, and between others stands a tag. */
const drawRun = ({ kind, text: words }: CodeRun): ElementContent =>
  kind === 'plain' ? text(spellLiteral(words)) : element('span', { className: [kind] }, [text(spellLiteral(words))]);

const anchor = (href: string, title: string | null | undefined, children: ElementContent[]): Element =>
  element('a', { href, ...(title ? { title } : {}) }, children);

/**
 * Levels for headings in the order they come: the outermost get `first`, and each goes at most one deeper than the one it
 * stands under, however many `#` there are. Screen readers navigate by them.
 */
function headingLevels(first: number): (depth: number) => number {
  const open: number[] = [];
  return (depth) => {
    while ((open.at(-1) ?? 0) >= depth) open.pop();
    open.push(depth);
    return Math.min(6, first + open.length - 1);
  };
}
