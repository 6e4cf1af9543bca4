import type { Edition } from '../content/edition.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';

/** One thing that a check has to say. */
export type Finding = {
  /** The rule's name, for ever: `image-alt`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** Where: `subject`, `html`, `text`, or a story's file. */
  readonly place: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
};

/** What a rule sees. */
export type CheckInput = {
  readonly edition: Edition;
  readonly rendered: RenderedEdition;
  /** The list's columns, where a list is known: merge fields that name another are errors. */
  readonly columns?: readonly string[];
  readonly now: Date;
};

/** A rule: one file in check/rules/, named as the rule is, which exports this by default. */
export type Rule = {
  readonly name: string;
  readonly check: (input: CheckInput) => readonly Omit<Finding, 'rule'>[];
};
