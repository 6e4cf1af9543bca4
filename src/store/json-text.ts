/**
 * Values as one text of JSON, by which one statement of fixed text takes any number of rows. Half a surrogate pair becomes U+FFFD,
 * as it does in a value that is bound: SQLite would give it back as it is, and libsql ends the process over text that is not UTF-8.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // Only half a pair is written as an escape of this kind.
  return text.includes('\\ud') ? JSON.stringify(value, withoutHalfPairs) : text;
}

const withoutHalfPairs = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value;
