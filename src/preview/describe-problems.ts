import { MastheadError, type Problem } from '../newsletter.ts';

/** What went wrong, as the page shows it; an error that nobody foresaw becomes a problem of its own. */
export function describeProblems(error: unknown): readonly Problem[] {
  if (error instanceof MastheadError) return error.problems;
  return [
    {
      code: 'PREVIEW_FAILED',
      what: 'The preview met an error that it does not know.',
      why: error instanceof Error ? (error.stack ?? error.message) : String(error),
      fix: 'This is a fault of Masthead. Please report it with the lines above; your files are unchanged.',
    },
  ];
}
