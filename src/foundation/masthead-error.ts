import { type ErrorCode, errorCodes } from './error-codes.ts';

/** Where something stands: a file path as the user would type it, 1-based line and column. */
export type Place = { readonly file: string; readonly line?: number; readonly column?: number };

/** One mistake: a permanent code and three sentences. */
export type Problem = {
  readonly code: ErrorCode;
  /** What is wrong. */
  readonly what: string;
  /** Why it is wrong, or what was found instead; may be empty where `what` says it all. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  readonly place?: Place;
};

type Sentences = Omit<Problem, 'code'> & { readonly cause?: unknown };

/**
 * The one error of this program: one problem or several, each with its permanent code.
 * `exitCode` is 2 when the input is to blame and 1 when the system is (see error-codes.ts).
 */
export class MastheadError extends Error {
  override readonly name = 'MastheadError';
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, { cause, ...sentences }: Sentences) {
    super(`${code}: ${sentences.what}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.problems = [{ code, ...sentences }];
  }

  /** An error that reports every problem at once; its code is the first one's. */
  static of(problems: readonly [Problem, ...Problem[]]): MastheadError {
    const [{ code, ...first }] = problems;
    const error = new MastheadError(code, first);
    return Object.assign(error, { problems });
  }

  get exitCode(): 1 | 2 {
    return this.problems.some((problem) => errorCodes[problem.code].blame === 'input') ? 2 : 1;
  }
}

/** Throws one error for all problems, or does nothing when there are none. */
export function throwProblems(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first) throw MastheadError.of([first, ...rest]);
}
