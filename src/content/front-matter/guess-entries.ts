/** A key and what stands for it. */
export type FrontMatterEntry = readonly [key: string, value: unknown];

/**
 * What front matter that cannot be read seems to say: every `key: value` on a line of its own, from the left margin, also
 * where a key comes twice. Values are text, or true or false. It ends at the next line of hyphens, two of them being a slip.
 */
export function guessEntries(text: string): readonly FrontMatterEntry[] {
  const lines = text.trimStart().split(/\r\n?|\n/);
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|--\s*$)/.test(line));
  return lines.slice(0, end < 0 ? undefined : end).flatMap((line) => {
    const { key, value } = /^(?<key>[\p{L}_]+)[ \t]*:(?=[ \t]|$)(?<value>.*)$/u.exec(line)?.groups ?? {};
    return key === undefined ? [] : [[key, readValue(value ?? '')] as const];
  });
}

function readValue(text: string): string | boolean {
  const value = text.replace(/[ \t]#.*$/, '').trim();
  if (value === 'true' || value === 'false') return value === 'true';
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
