import type { RootContent } from 'mdast';
import { nearest } from '../../foundation/nearest.ts';
import { isLanguage } from '../front-matter/value-schemas.ts';
import type { ReportProblem } from './body-problem.ts';
import { plainText } from './plain-text.ts';
import { readStats } from './read-stats.ts';

type Directive = Extract<RootContent, { type: 'containerDirective' }>;
type Parts = {
  readonly label?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Directive['children'];
  /** Says what is wrong with the block, and what to do. */
  readonly wrong: (what: string, fix: string) => void;
};

const builders: Readonly<Record<string, (parts: Parts) => readonly RootContent[]>> = {
  quote: buildQuote,
  stats: buildStats,
  passage: buildPassage,
};

/** Turns a `:::` block into the node it means; where it means nothing, reports that and gives what stood in it. */
export function buildDirective(node: Directive, report: ReportProblem): readonly RootContent[] {
  const line = node.position?.start.line ?? 1;
  const build = Object.hasOwn(builders, node.name) ? builders[node.name] : undefined;
  const [first, ...others] = node.children;
  const labelled = first?.type === 'paragraph' && first.data?.directiveLabel === true;
  const children = labelled ? others : node.children;
  if (!build) {
    report({ ...unknownName(node.name), line });
    return children;
  }
  if ((node.data?.fences ?? 0) < 2) report({ ...notClosed(node.name), line });
  return build({
    ...(labelled ? { label: plainText(first) } : {}),
    attributes: Object.fromEntries(Object.entries(node.attributes ?? {}).map(([key, value]) => [key, value ?? ''])),
    children,
    wrong: (what, fix) =>
      report({
        code: 'DIRECTIVE_INVALID',
        what,
        why: `A \`:::${node.name}\` block is written in one way only.`,
        fix,
        line,
      }),
  });
}

function buildQuote({ label, attributes, children, wrong }: Parts): readonly RootContent[] {
  if (children.length === 0) wrong('The `:::quote` block is empty.', 'Write what was said between it and its `:::`.');
  refuseAttributes(attributes, wrong, '`:::quote` takes its speaker in brackets: `:::quote[Speaker]`.');
  return [{ type: 'pullQuote', ...(label ? { by: label } : {}), children: [...children] }];
}

function buildStats({ label, attributes, children, wrong }: Parts): readonly RootContent[] {
  if (label !== undefined) wrong('The `:::stats` block has a label.', 'Take the brackets out.');
  refuseAttributes(attributes, wrong, 'Take the braces out: `:::stats` has no attributes.');
  const stats = readStats(children);
  if (!stats) {
    wrong('The `:::stats` block is not a list of figures.', 'Write one figure a line: `- $13B+: invested in OpenAI`.');
    return children;
  }
  return [{ type: 'statRow', value: stats.map(({ value, label: counts }) => `${value}: ${counts}`).join('\n'), stats }];
}

function buildPassage({ label, attributes, children, wrong }: Parts): readonly RootContent[] {
  const { lang, dir, ...others } = attributes;
  const example = 'Write it like `:::passage{lang=ja}` or `:::passage{lang=ar dir=rtl}`.';
  if (label !== undefined) wrong('The `:::passage` block has a label.', example);
  if (lang === undefined && dir === undefined) wrong('The `:::passage` block has neither lang nor dir.', example);
  if (lang !== undefined && !isLanguage(lang)) wrong(`The passage's lang ${lang} is not a language tag.`, example);
  if (dir !== undefined && dir !== 'ltr' && dir !== 'rtl')
    wrong(`The passage's dir ${dir} is not ltr or rtl.`, example);
  if (children.length === 0) wrong('The `:::passage` block is empty.', 'Write the passage between it and its `:::`.');
  refuseAttributes(others, wrong, example);
  const direction = dir === 'rtl' || dir === 'ltr' ? dir : lang && isRightToLeft(lang) ? 'rtl' : undefined;
  return [
    { type: 'passage', ...(lang ? { lang } : {}), ...(direction ? { dir: direction } : {}), children: [...children] },
  ];
}

function refuseAttributes(attributes: Parts['attributes'], wrong: Parts['wrong'], fix: string): void {
  for (const name of Object.keys(attributes)) wrong(`The block has an attribute ${name}, which means nothing.`, fix);
}

/** The languages in wide use whose script runs from right to left. */
const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);
const isRightToLeft = (lang: string): boolean => rightToLeft.has(lang.split('-')[0]?.toLowerCase() ?? '');

const unknownName = (name: string): { code: 'DIRECTIVE_UNKNOWN'; what: string; why: string; fix: string } => {
  const near = nearest(name, Object.keys(builders));
  return {
    code: 'DIRECTIVE_UNKNOWN',
    what: `There is no block \`:::${name}\`.`,
    why: `The blocks are ${Object.keys(builders).join(', ')}.`,
    fix: near ? `Did you mean \`:::${near}\`?` : 'Use one of those, or take the colons out.',
  };
};

const notClosed = (name: string): { code: 'DIRECTIVE_NOT_CLOSED'; what: string; why: string; fix: string } => ({
  code: 'DIRECTIVE_NOT_CLOSED',
  what: `The \`:::${name}\` block is not closed.`,
  why: 'Everything after it would be part of it.',
  fix: 'Put a line `:::` after its last line. A block around other blocks opens and closes with more colons than they do.',
});
