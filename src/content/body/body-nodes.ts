import type { Literal, Parent } from 'mdast';
import type { Stat } from '../story.ts';

/**
 * An open merge field among words. Merge fields in code are not nodes but text, and so is everything else in a `text`
 * node: braces that stand in one are braces.
 */
export interface MergeFieldNode extends Literal {
  type: 'mergeField';
  /**
   * The field in its one spelling: `{{ subscriber.first_name | default: "there" }}`. What was meant as a field but is not
   * one stands here as it was typed, so that the checks over the rendered edition find it.
   */
  value: string;
}

/** `:::quote[Speaker]` … `:::`: a pull quote anywhere in a body. Its children are paragraphs and other blocks. */
export interface PullQuoteNode extends Parent {
  type: 'pullQuote';
  by?: string;
}

/** `:::stats` with a list of `value: label`: a row of figures anywhere in a body. */
export interface StatRowNode extends Literal {
  type: 'statRow';
  /** The figures as plain text, `value: label` a line; `stats` holds them apart. */
  value: string;
  stats: readonly Stat[];
}

/** `:::passage{lang=ja}` … `:::`: a passage in another language or direction. */
export interface PassageNode extends Parent {
  type: 'passage';
  lang?: string;
  dir?: 'ltr' | 'rtl';
}

declare module 'mdast' {
  interface ImageData {
    /** Of a file in the content folder, in pixels. */
    width?: number;
    height?: number;
  }
  interface RootContentMap {
    mergeField: MergeFieldNode;
    pullQuote: PullQuoteNode;
    statRow: StatRowNode;
    passage: PassageNode;
  }
  interface PhrasingContentMap {
    mergeField: MergeFieldNode;
  }
}
