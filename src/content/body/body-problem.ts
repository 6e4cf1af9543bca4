import type { Problem } from '../../foundation/masthead-error.ts';

/** A mistake in a body, and the line of the body on which it stands, from 1. */
export type BodyProblem = Omit<Problem, 'place'> & { readonly line: number };

/** Takes a mistake as it is found, so that one does not hide the next. */
export type ReportProblem = (problem: BodyProblem) => void;
