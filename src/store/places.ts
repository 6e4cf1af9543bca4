import { type RawBuilder, sql } from 'kysely';

/** So many places for values: `?, ?, ?`. */
export const places = (count: number): RawBuilder<unknown> =>
  sql.join(Array.from({ length: count }, () => sql`${null}`));

/** So many rows of them: `(?, ?), (?, ?)`. */
export const rowsOfPlaces = (rows: number, columns: number): RawBuilder<unknown> =>
  sql.join(Array.from({ length: rows }, () => sql`(${places(columns)})`));
