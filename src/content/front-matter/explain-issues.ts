import type { core } from 'zod';
import type { Place, Problem } from '../../foundation/masthead-error.ts';
import { nearest } from '../../foundation/nearest.ts';
import type { Locate, Path } from './locate-key.ts';
import { explainRefusal } from './refusals.ts';

type Issue = core.$ZodIssue;
type Sentences = Omit<Problem, 'place'>;
type Typed = { readonly value: unknown; readonly typed?: string | undefined };

/** Where the values came from: what the sentences need to show them. */
export type Origin = {
  readonly data: Readonly<Record<string, unknown>>;
  readonly file: string;
  readonly locate: Locate;
  /** The known keys at each place, `*` for an item of a list. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
};

/** Says in plain words, and with the line, what a schema found wrong with front matter. */
export function explainIssues(issues: readonly Issue[], origin: Origin): readonly Problem[] {
  return issues.flatMap(innermost).flatMap((issue) => explainIssue(issue, origin));
}

/** Of a value that may be one thing or another, the issues of the one it was most likely meant to be: the kind it has. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find(
    (errors) => !errors.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  return meant ? meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) : [issue];
}

function explainIssue(issue: Issue, { data, file, locate, keys }: Origin): readonly Problem[] {
  const at = (path: Path): Place => ({ file, line: locate(path).line });
  if (issue.code === 'unrecognized_keys') {
    const known = keys[issue.path.map((step) => (typeof step === 'number' ? '*' : String(step))).join('.')] ?? [];
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return { ...unknownKey(key, spellPath(path), known), place: at(path) };
    });
  }
  const { typed } = locate(issue.path);
  const found = { value: valueAt(data, issue.path), typed };
  return [{ ...sentencesFor(issue, spellPath(issue.path), found), place: at(issue.path) }];
}

function sentencesFor(issue: Issue, key: string, { value, typed }: Typed): Sentences {
  if (value === undefined) return missingKey(key);
  return explainRefusal(issue.message, { key, value, shown: describe(value) }) ?? wrongKind(issue, key, value, typed);
}

const missingKey = (key: string): Sentences => ({
  code: 'KEY_MISSING',
  what: `${key} is missing.`,
  why: 'Front matter must have it.',
  fix: `Add \`${key.split('.').at(-1)}: …\`.`,
});

function unknownKey(name: string, key: string, known: readonly string[]): Sentences {
  const near = nearest(name, known);
  return {
    code: 'KEY_UNKNOWN',
    what: `There is no key ${key}.`,
    why: `Known here are ${known.join(', ')}.`,
    fix: near ? `Did you mean ${near}?` : 'Take it out, or use one of those.',
  };
}

function wrongKind(issue: Issue, key: string, value: unknown, typed: string | undefined): Sentences {
  const wanted = kindWanted(issue);
  const quote = wanted === 'text' && typed !== undefined;
  return {
    code: 'VALUE_INVALID',
    what: `${key} must be ${wanted}.`,
    why: `It is ${describe(value)}.`,
    fix: quote
      ? `Put it in quotes: \`${key.split('.').at(-1)}: "${typed}"\`.`
      : (fixes[wanted] ?? `Write ${wanted} there.`),
  };
}

const fixes: Readonly<Record<string, string>> = {
  'a list': 'Write one item a line, each after `- `.',
  'true or false': 'Write true or false, without quotes.',
  'a list of slugs, or a selection':
    'Write one slug a line, each after `- `; or keys such as `date:` and `category:` below it.',
};

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  boolean: 'true or false',
  object: 'keys and values',
  int: 'a whole number',
  number: 'a whole number',
};

function kindWanted(issue: Issue): string {
  if (issue.code === 'invalid_union') return 'a list of slugs, or a selection';
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' or ');
  return (issue.code === 'invalid_type' && kinds[issue.expected]) || 'another value';
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of keys and values';
  return typeof value === 'string' ? `the text "${value.slice(0, 60)}"` : `the ${typeof value} ${String(value)}`;
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    data,
  );

/** A path as a person reads it: `sources[2].url`. */
const spellPath = (path: Path): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at > 0 ? '.' : ''}${String(step)}`)).join('');
