// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { Element } from 'hast';
import type { Root } from 'mdast';
import type { ComponentType, ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import type { Processor } from 'unified';
import type { Stat } from '../content/story.ts';
import { bodyHandlers } from './body-handlers.ts';
import { safeImage, safeLink } from './safe-link.ts';
import { tidyElements } from './tidy-elements.ts';

/** Components for a body's HTML elements, as react-markdown has them, and for what our Markdown has beyond that. */
export type MarkdownComponents = Components & {
  readonly pullQuote?: ComponentType<{ readonly by?: string; readonly children?: ReactNode }>;
  readonly statRow?: ComponentType<{ readonly stats: readonly Stat[] }>;
  readonly passage?: ComponentType<{
    readonly lang?: string | undefined;
    readonly dir?: 'ltr' | 'rtl' | undefined;
    readonly children?: ReactNode;
  }>;
  /** The list of footnotes at the end of a body. */
  readonly footnotes?: ComponentType<{ readonly children?: ReactNode }>;
};

export type MarkdownProps = {
  /** The body of a story, or the intro of an edition. */
  readonly tree: Root;
  readonly components?: MarkdownComponents;
  /** The level of the outermost headings; deeper ones follow without a gap. */
  readonly headingLevel?: number;
  /** Makes the ids of footnotes differ between the bodies of one mail: a story's slug. */
  readonly idPrefix?: string;
  /** What a screen reader says of the arrow back from a footnote. */
  readonly footnoteBackLabel?: string;
};

/**
 * Draws a body. Nothing in it is ever markup: HTML is printed as text, links are safe ones or plain text, braces in code are
 * braces. Merge fields stand open. The last block within a quote or a list item, and the last cell of a row, have the class `last`.
 */
export function Markdown({
  tree,
  components = {},
  headingLevel = 2,
  idPrefix = '',
  footnoteBackLabel = 'Back to the text',
}: MarkdownProps): ReactNode {
  const { pullQuote, statRow, passage, footnotes, ...elements } = components;
  const own = {
    a: PlainLink,
    input: TaskMark,
    figure: PlainFigure,
    ...elements,
    'pull-quote': pullQuote ?? PlainQuote,
    passage: passage ?? 'div',
    'stat-row': fromNode(statRow ?? PlainStats),
    ...(footnotes ? { section: footnotes } : {}),
  };
  return (
    <ReactMarkdown
      remarkPlugins={[parsedAs(tree)]}
      remarkRehypeOptions={{
        handlers: bodyHandlers(headingLevel),
        clobberPrefix: `${idPrefix}-`,
        footnoteBackLabel,
        footnoteBackContent: '↩\ufe0e',
      }}
      rehypePlugins={[() => tidyElements]}
      urlTransform={(url, key) => (key === 'src' ? safeImage(url) : safeLink(url))}
      components={own}
    />
  );
}

/** Takes the place of the parser: the body was parsed when it was read. */
const parsedAs = (tree: Root) =>
  function useTree(this: Processor): void {
    this.parser = () => tree;
  };

/** A link that may not stand is its text. */
function PlainLink({ href, title, id, children }: Anchor): ReactNode {
  return href ? (
    <a href={href} title={title} id={id}>
      {children}
    </a>
  ) : (
    children
  );
}

type Anchor = {
  readonly href?: string | undefined;
  readonly title?: string | undefined;
  readonly id?: string | undefined;
  readonly children?: ReactNode;
};

/** An image by itself. */
const PlainFigure = ({ children }: { readonly children?: ReactNode }): ReactNode => <p>{children}</p>;

/** Mail programs show no form fields. */
const TaskMark = ({ checked }: { readonly checked?: boolean | undefined }): ReactNode => (checked ? '☑ ' : '☐ ');

const PlainQuote = ({ by, children }: { readonly by?: string; readonly children?: ReactNode }): ReactNode => (
  <blockquote>
    {children}
    {by === undefined ? null : <p>— {by}</p>}
  </blockquote>
);

const PlainStats = ({ stats }: { readonly stats: readonly Stat[] }): ReactNode => (
  <ul>
    {stats.map(({ value, label }) => (
      <li key={`${value} ${label}`}>
        <strong>{value}</strong> {label}
      </li>
    ))}
  </ul>
);

const fromNode = (Row: ComponentType<{ readonly stats: readonly Stat[] }>) =>
  function StatRowOfNode({ node }: { readonly node?: Element | undefined }): ReactNode {
    return <Row stats={node?.data?.stats ?? []} />;
  };
