/** The cells of a row, by column; empty where it has none. A column may have the name of what every object has. */
export const cellsOf = (row: Readonly<Record<string, string>>, columns: readonly string[]): readonly string[] =>
  columns.map((column) => (Object.hasOwn(row, column) ? row[column] : undefined) ?? '');

/** A line of CSV. RFC 4180 section 2: a cell that holds the delimiter, a quote or a line break is quoted. */
export const csvLine = (
  cells: readonly string[],
  { delimiter = ',', lineEnd = '\n' }: { readonly delimiter?: string; readonly lineEnd?: string } = {},
): string =>
  `${cells
    .map((cell) =>
      /["\r\n]/.test(cell) || cell.includes(delimiter) || cell !== cell.trim()
        ? `"${cell.replaceAll('"', '""')}"`
        : cell,
    )
    .join(delimiter)}${lineEnd}`;
