import { cutFields, type FieldPiece } from '../../foundation/merge-field.ts';
import { nearest } from '../../foundation/nearest.ts';
import { filesWithField } from '../files-with-field.ts';
import type { Remark, Rule, RuleInput } from '../rule.ts';

/** The links that are made for each subscriber. */
const links = ['links.unsubscribe', 'links.web'];

/** Every merge field is one that can be filled, and no braces are left open. */
const rule: Rule = (input) => {
  const { subject, preheader, html, text } = input.rendered;
  const places = [
    ...cutFields(subject).map((piece) => ({ place: 'subject', piece })),
    ...cutFields(preheader).map((piece) => ({ place: 'preheader', piece })),
    ...cutFields(html, 'html').map((piece) => ({ place: 'html', piece })),
    ...cutFields(text).map((piece) => ({ place: 'text', piece })),
  ];
  const remarks = places.flatMap(({ place, piece }) => remarkOn(piece, place, input));
  return [...new Map(remarks.map((remark) => [`${remark.place} ${remark.what}`, remark])).values()];
};

function remarkOn(piece: FieldPiece, place: string, { columns, edition }: RuleInput): readonly Remark[] {
  if (piece.kind === 'malformed') {
    const what = `\`${piece.source.slice(0, 80)}\` is no merge field.`;
    const why = 'It is not closed, or not spelled like one, and would reach every reader as it stands.';
    return [{ severity: 'error', place, what, why, fix: example }];
  }
  if (piece.kind !== 'field' || piece.field.path === 'subscriber.email') return [];
  const { path } = piece.field;
  const known = [...links, ...(columns ?? []).map((column) => `subscriber.${column}`)];
  if (known.includes(path) || (columns === undefined && path.startsWith('subscriber.'))) return [];
  const near = nearest(path, known);
  const files = place === 'html' || place === 'text' ? filesWithField(edition, path) : [];
  return (files.length > 0 ? files : [place]).map((where) => ({
    severity: 'error',
    place: where,
    what: `There is no merge field ${path}.`,
    why: `Known are ${known.join(', ')}${columns ? ', from the columns of the list' : ' and the columns of the list as subscriber.COLUMN'}.`,
    fix: near ? `Did you mean ${near}?` : example,
  }));
}

const example = 'Write `{{ subscriber.COLUMN | default: "…" }}`; to show braces, put them into a code span.';

export default rule;
