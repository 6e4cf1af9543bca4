import { storyKeys } from './story-schema.ts';

/** Keys that wire services write for ours. */
const otherNames: Readonly<Record<string, string>> = { title: 'headline', author: 'authors', byline: 'authors' };

/** The key of ours that a wire service's key stands for. */
export const ourKey = (name: string): string => otherNames[name.toLowerCase()] ?? name;

/**
 * Reads front matter that was folded onto one line: `headline: "…" slug: … sources: - name: … url: … - name: …`. The known
 * keys are its only marks, so one that stands among the words of an unquoted value is taken for a key.
 */
export function unfoldFrontMatter(text: string): Readonly<Record<string, unknown>> {
  const known = [...(storyKeys[''] ?? []), ...Object.keys(otherNames)];
  return Object.fromEntries(
    cutAtKeys(text, known).map(([name, value]) => [ourKey(name), readValue(ourKey(name), value)]),
  );
}

/** Cuts `a: x b: y` at its keys. A key inside quotes is part of the value that the quotes open. */
function cutAtKeys(text: string, keys: readonly string[]): readonly (readonly [string, string])[] {
  const quotedOrKey = new RegExp(
    String.raw`(?<=[:-]\s+)(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s|$)|(?<=^|\s)(?<key>${keys.join('|')}):(?=\s|$)`,
    'gi',
  );
  const found = [...text.matchAll(quotedOrKey)].filter(({ groups }) => groups?.key !== undefined);
  return found.map((match, at) => {
    const value = text.slice(match.index + match[0].length, found[at + 1]?.index);
    return [(match.groups?.key ?? '').toLowerCase(), value.trim()];
  });
}

function readValue(key: string, text: string): unknown {
  const parts = storyKeys[`${key}.*`];
  if (parts) return cutItems(text, `(?:${parts.join('|')}):`).map((item) => readParts(item, parts));
  const group = storyKeys[key];
  if (group) return readParts(text, group);
  if (key === 'authors' || key === 'tags') return readList(text);
  return key === 'draft' ? text === 'true' : unquote(text);
}

const readParts = (text: string, keys: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(cutAtKeys(text, keys).map(([key, value]) => [key, unquote(value)]));

function readList(text: string): readonly string[] {
  const inBrackets = /^\[(?<items>.*)\]$/.exec(text)?.groups?.items;
  const items = inBrackets === undefined ? cutItems(text, '') : inBrackets.split(',');
  return items.map((item) => unquote(item.trim())).filter((item) => item !== '');
}

const cutItems = (text: string, before: string): readonly string[] =>
  text.split(new RegExp(String.raw`(?:^|\s)-\s+(?=${before})`)).filter((item) => item.trim() !== '');

function unquote(text: string): string {
  const single = /^'(?<inner>(?:[^']|'')*)'$/.exec(text)?.groups?.inner;
  if (single !== undefined) return single.replaceAll("''", "'");
  const double = /^"(?<inner>(?:[^"\\]|\\.)*)"$/.exec(text)?.groups?.inner;
  return double === undefined ? text : double.replace(/\\(.)/g, '$1');
}
