import type { Root } from 'mdast';

/** A place where something was read or seen: a name and an http(s) address. */
export type StorySource = { readonly name: string; readonly url: string };

/** An image. `src` is an http(s) URL, or a path inside the content folder (`images/harbour.png`) of a file that exists. */
export type StoryImage = {
  readonly src: string;
  readonly alt: string;
  readonly credit?: string;
  readonly caption?: string;
  /** Pixels that it is shown in, by its file or by its front matter; absent where neither says so. */
  readonly width?: number;
  readonly height?: number;
};

/** A pull quote; `by` names who said it. */
export type Quote = { readonly text: string; readonly by?: string };

/** A figure and what it counts: `{ value: '$13B+', label: 'invested' }`. */
export type Stat = { readonly value: string; readonly label: string };

/** One Markdown file with front matter, checked. Plain data: it can be saved as JSON. */
export type Story = {
  /** The name by which editions call it; unique in the newsletter. */
  readonly slug: string;
  readonly headline: string;
  readonly category: string;
  /** As the wire counts: "01". */
  readonly storyNumber?: string;
  /** A day, `2026-04-27`. */
  readonly date: string;
  readonly authors: readonly string[];
  readonly sources: readonly StorySource[];
  /** Plain text, one paragraph: the front matter's, else the body's first paragraph. May hold merge fields. */
  readonly summary: string;
  /** The summary, where it says something that the body does not: without one in front matter, or with one that is quoted from the body, nobody is to read it twice. */
  readonly standfirst?: string;
  /** How many minutes it takes to read, at least one. */
  readonly minutes: number;
  readonly image?: StoryImage;
  /** Its own http(s) address, where it can be read in full. */
  readonly url?: string;
  readonly tags: readonly string[];
  readonly draft: boolean;
  /** BCP 47, where it differs from the newsletter's. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly quote?: Quote;
  readonly stats: readonly Stat[];
  /** The body as a Markdown syntax tree, with the nodes of body-nodes.ts; without a first heading that repeats the headline. */
  readonly body: Root;
  /** The file it came from, relative to the newsletter's folder. */
  readonly file: string;
};
