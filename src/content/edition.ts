import type { Root } from 'mdast';
import type { Story, StoryImage } from './story.ts';

/** Stories that stand together; with a title where the edition is laid out in sections. */
export type Section = { readonly title?: string; readonly stories: readonly Story[] };

/** Who paid for a part of an edition, and what they say there. */
export type Sponsor = {
  readonly name: string;
  readonly text: string;
  readonly url: string;
  readonly image?: StoryImage;
};

/** A file that travels with the mail of an edition. */
export type Attachment = {
  /** Its path in the content folder, with forward slashes. */
  readonly file: string;
  /** What readers see, and save it as; no other attachment of the edition has it. */
  readonly name: string;
};

/** One dated number of the newsletter. Plain data: it can be saved as JSON. */
export type Edition = {
  /** Its file's name without `.md`, or the date of an edition composed from that day's stories. */
  readonly id: string;
  /** May hold merge fields. */
  readonly subject: string;
  /** What inboxes show after the subject; may hold merge fields. */
  readonly preheader: string;
  /** A day, `2026-04-27`. */
  readonly date: string;
  /** The how manieth one it is. */
  readonly number?: number;
  /** How the stories after the first are shown: in full where it is absent. */
  readonly show?: 'full' | 'summary';
  readonly sponsor?: Sponsor;
  readonly attachments?: readonly Attachment[];
  /** The name of a template in emails/: `digest`. */
  readonly template: string;
  /** The edition's own words before the stories, as a Markdown syntax tree with the nodes of body-nodes.ts. */
  readonly intro?: Root;
  /** Every story once, in order: that of the sections joined. */
  readonly stories: readonly Story[];
  /** The same stories as they are laid out: one untitled section, or one for each category. */
  readonly sections: readonly Section[];
  /** Previewed, never sent. */
  readonly draft: boolean;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  /** The file it came from, relative to the newsletter's folder; absent when composed from a date. */
  readonly file?: string;
};
