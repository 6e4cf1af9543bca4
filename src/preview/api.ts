// What the preview page asks for and gets, as JSON. These types stand alone so that the page, which is built for the
// browser, never reaches into a file that is written for Node.

/** Where a mistake stands; the line counts from 1. */
export type ApiPlace = { readonly file: string; readonly line?: number; readonly column?: number };

export type ApiProblem = {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly place?: ApiPlace;
};

export type ApiFinding = {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly place: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
};

/** A file that travels with the mail. */
export type ApiAttachment = { readonly name: string; readonly bytes: number };

/** What can be looked at, and the first part of its address in the page and in the API. */
export type ApiKind = 'editions' | 'stories';

/** A line of the list; of a broken file only its name and the number of its problems are known. */
export type ApiEntry = {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  /** A day, `2026-04-27`. */
  readonly date?: string;
  /** The category of a story. */
  readonly category?: string;
  readonly draft: boolean;
  readonly problems: number;
};

/** `GET /api/newsletter` */
export type ApiNewsletter = {
  readonly name: string;
  /** Latest first. */
  readonly editions: readonly ApiEntry[];
  readonly stories: readonly ApiEntry[];
  /** What is wrong with the folder as a whole. */
  readonly problems: readonly ApiProblem[];
};

/** `GET /api/editions/ID` and `GET /api/stories/SLUG` */
export type ApiPreview =
  | {
      readonly state: 'shown';
      /** Counts saves; the mail's document is asked for with it, so that a new one is a new address. */
      readonly generation: number;
      readonly subject: string;
      readonly preheader: string;
      readonly from: string;
      readonly text: string;
      /** Size of the HTML part. */
      readonly bytes: number;
      readonly attachments: readonly ApiAttachment[];
      readonly findings: readonly ApiFinding[];
    }
  | { readonly state: 'failed'; readonly generation: number; readonly problems: readonly ApiProblem[] };

/** The data of the event `generation` on `GET /events`: sent on connecting and after each save. */
export type ApiGeneration = { readonly generation: number; readonly files: readonly string[] };
