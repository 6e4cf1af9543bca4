import type { Problem } from '../foundation/masthead-error.ts';

/** The text of a content file; without one, the problems say why it could not be read. */
export type Source = {
  readonly text?: string;
  readonly problems: readonly Problem[];
  /** Of a file that is not UTF-8, what can be read of it all the same; never printed. */
  readonly damaged?: string;
};
