import type { Problem } from '../foundation/masthead-error.ts';
import type { Edition } from './edition.ts';
import type { Story } from './story.ts';

/**
 * A file that was read: its value, or the problems that keep it from having one.
 * A story that cannot be used stops the editions that name it, and no other.
 */
export type Entry<Value> = {
  /** The slug of a story, the id of an edition. */
  readonly id: string;
  /** Relative to the newsletter's folder; the stories folder for an edition composed from a day. */
  readonly file: string;
  readonly value?: Value;
  /** Those of an edition include those of the stories that it takes, as the very same objects. */
  readonly problems: readonly Problem[];
};

/** A story, with what is known of it even when it cannot be used. */
export type StoryEntry = Entry<Story> & {
  /** Absent where it is not known: then it may be any. */
  readonly day?: string;
  readonly draft?: boolean;
  /** Nothing in the file says that it is a story. */
  readonly stray?: true;
};

/** Everything in a content folder; editions latest first; stories by date, latest first, and number. */
export type Content = {
  readonly stories: readonly StoryEntry[];
  /** Editions with a file, and one composed for each date that has stories and no edition. */
  readonly editions: readonly Entry<Edition>[];
  /** What is wrong with the folder itself, such as that it is empty. */
  readonly problems: readonly Problem[];
};
