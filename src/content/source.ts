import type { Problem } from '../foundation/masthead-error.ts';

/** The text of a content file; without one, the problems say why it could not be read. */
export type Source = { readonly text?: string; readonly problems: readonly Problem[] };
