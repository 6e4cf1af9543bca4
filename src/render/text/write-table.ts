import { displayWidth } from './display-width.ts';
import { wrapWords } from './wrap-words.ts';

export type TextTable = {
  /** Rows of cells; the first row is the head. */
  readonly rows: readonly (readonly string[])[];
  readonly align: readonly ('left' | 'right' | 'center' | null)[];
};

const gap = '  ';

type Page = { readonly width: number; readonly colon: string };

/** A table in columns where it fits into `width`; else each row as a list of `head: value`. */
export function writeTable(table: TextTable, { width, colon }: Page): readonly string[] {
  const count = Math.max(0, ...table.rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...table.rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const total = widths.reduce((sum, each) => sum + each, 0) + gap.length * (count - 1);
  return total <= width ? inColumns(table, widths) : asLists(table, { width, colon });
}

function inColumns({ rows, align }: TextTable, widths: readonly number[]): readonly string[] {
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => pad(row[column] ?? '', width, align[column] ?? null))
      .join(gap)
      .trimEnd();
  const [head = [], ...body] = rows;
  return [line(head), widths.map((width) => '-'.repeat(width)).join(gap), ...body.map(line)];
}

function pad(text: string, width: number, align: TextTable['align'][number]): string {
  const space = Math.max(0, width - displayWidth(text));
  const before = align === 'right' ? space : align === 'center' ? Math.floor(space / 2) : 0;
  return ' '.repeat(before) + text + ' '.repeat(space - before);
}

function asLists({ rows }: TextTable, { width, colon }: Page): readonly string[] {
  const [head = [], ...body] = rows;
  if (body.length === 0) return wrapWords(head.join(' | '), width);
  return body.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((cell, column) => {
      const name = head[column] ?? '';
      return wrapWords(name === '' ? cell : `${name}${colon}${cell}`, width, { first: '', rest: gap });
    }),
  ]);
}
