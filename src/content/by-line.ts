import type { Problem } from '../foundation/masthead-error.ts';

/** Problems of one file in the order of its lines; those of one line in the order in which they were found. */
export const byLine = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
