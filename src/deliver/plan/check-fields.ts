import type { Subscriber } from '../../audience/subscriber.ts';
import type { Problem } from '../../foundation/masthead-error.ts';
import { cutFields, type MergeField, spellField } from '../../foundation/merge-field.ts';
import { nearest } from '../../foundation/nearest.ts';
import type { RenderedEdition } from '../../render/rendered-edition.ts';
import { linkNames } from '../message/links.ts';

/** A merge field of an edition, and the part of the mail where it stands first. */
export type UsedField = { readonly field: MergeField; readonly part: string };

const parts = ['subject', 'preheader', 'html', 'text'] as const;

/** Every merge field of an edition once; what is not one is a problem. */
export function usedFields(rendered: RenderedEdition): {
  readonly fields: readonly UsedField[];
  readonly problems: readonly Problem[];
} {
  const fields = new Map<string, UsedField>();
  const malformed = new Map<string, Problem>();
  for (const part of parts) {
    for (const piece of cutFields(rendered[part], part === 'html' ? 'html' : 'text')) {
      if (piece.kind === 'field') {
        const spelled = spellField(piece.field);
        if (!fields.has(spelled)) fields.set(spelled, { field: piece.field, part });
      } else if (piece.kind === 'malformed' && !malformed.has(piece.source)) {
        malformed.set(piece.source, malformedField(piece.source, part));
      }
    }
  }
  return { fields: [...fields.values()], problems: [...malformed.values()] };
}

const malformedField = (source: string, part: string): Problem => ({
  code: 'FIELD_MALFORMED',
  what: `${source} in the ${part} is not a merge field.`,
  why: 'A merge field is spelled {{ subscriber.COLUMN }} or {{ subscriber.COLUMN | default: "TEXT" }}.',
  fix: 'Mend its spelling; braces that are to be read as braces stand in a code span. Nobody was mailed.',
});

/** A field that names neither a column of the list nor a link, with or without a default: most likely a slip. */
export function unknownFields(fields: readonly UsedField[], columns: readonly string[]): readonly Problem[] {
  const known = [...columns.map((column) => `subscriber.${column}`), ...linkNames.map((name) => `links.${name}`)];
  return fields
    .filter(({ field }) => !known.includes(field.path))
    .map(({ field, part }) => {
      const meant = nearest(field.path, known);
      return {
        code: 'FIELD_UNKNOWN',
        what: `There is no ${field.path}, which the ${part} wants.`,
        why: `The list has the columns ${columns.join(', ')}.`,
        fix: `${meant ? `Write ${meant}` : 'Name a column of the list'}, or add the column. Nobody was mailed.`,
      };
    });
}

/** Counts the subscribers who lack a value where nothing stands in for it. */
export class MissingValues {
  readonly #needed: readonly UsedField[];
  readonly #lacking = new Map<string, { count: number; readonly first: string[] }>();

  constructor(fields: readonly UsedField[]) {
    this.#needed = fields.filter(({ field }) => field.default === undefined && field.path.startsWith('subscriber.'));
  }

  look({ fields, address, line }: Pick<Subscriber, 'fields' | 'address'> & { readonly line?: number }): void {
    for (const { field } of this.#needed) {
      const column = field.path.slice('subscriber.'.length);
      if (Object.hasOwn(fields, column) && fields[column] !== '') continue;
      const lacking = this.#lacking.get(field.path) ?? { count: 0, first: [] };
      lacking.count += 1;
      if (lacking.first.length < 5) lacking.first.push(line === undefined ? address : `${address} (line ${line})`);
      this.#lacking.set(field.path, lacking);
    }
  }

  /** @param where they stand: in a list that can be filled in, or in an audience that is frozen and cannot */
  problems({ list, frozen = false }: { readonly list: string; readonly frozen?: boolean }): readonly Problem[] {
    return [...this.#lacking].map(([path, { count, first }]) => ({
      code: 'FIELD_MISSING',
      what: `${count === 1 ? 'One subscriber has' : `${count} subscribers have`} no ${path}, and it has no default.`,
      why: `${frozen ? `In the audience as it was frozen, whatever ${list} says now` : `In ${list}`}: ${first.join(', ')}${count > first.length ? `, and ${count - first.length} more` : ''}.`,
      fix: `Give it a default, like {{ ${path} | default: "friend" }}${frozen ? '' : ', or fill the column'}. Nobody was mailed.`,
    }));
  }
}
