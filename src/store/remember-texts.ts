import { CompiledQuery, type RawBuilder } from 'kysely';
import type { Store } from './open-store.ts';

/**
 * Gives a query for any number of rows its text and its values, in the order in which they stand there. The text is built when so many
 * rows come for the first time: to build it takes longer than to carry it out.
 */
export function rememberTexts(
  store: Store,
  build: (rows: number) => RawBuilder<unknown>,
): (rows: number, values: readonly unknown[]) => CompiledQuery {
  const texts = new Map<number, string>();
  return (rows, values) => {
    const text = texts.get(rows) ?? build(rows).compile(store.db).sql;
    texts.set(rows, text);
    return CompiledQuery.raw(text, [...values]);
  };
}
