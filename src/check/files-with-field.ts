import type { Edition } from '../content/edition.ts';
import { cutFields } from '../foundation/merge-field.ts';

/** Nodes of a body in which braces are words. */
const literal: readonly unknown[] = ['code', 'inlineCode', 'text', 'html'];

/** The files of an edition, its own and its stories', that hold a merge field of that path. */
export function filesWithField({ stories, sections: _, ...own }: Edition, path: string): readonly string[] {
  const holds = (part: unknown): boolean =>
    textsIn(part).some((text) => cutFields(text).some((piece) => piece.kind === 'field' && piece.field.path === path));
  const files = [own, ...stories].filter(holds).flatMap(({ file }) => file ?? []);
  return [...new Set(files)];
}

/** Every text of plain data in which braces are meant as a field. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return 'type' in value && literal.includes(value.type) ? [] : Object.values(value).flatMap(textsIn);
}
