import { parse } from 'yaml';
import { storyKeys } from '../front-matter/story-schema.ts';

/** Keys that wire services write for ours. */
const otherNames: Readonly<Record<string, string>> = { title: 'headline', author: 'authors', byline: 'authors' };

const ourName = (key: string): string | undefined => (Object.hasOwn(otherNames, key) ? otherNames[key] : undefined);

/**
 * Entries under our names for their keys. Where the wire has a key twice, under one name or two, the first one counts and
 * the others keep a name that is none of ours.
 */
export function renameKeys(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  const renamed = new Map<string, unknown>();
  for (const [name, value] of entries) {
    const lower = name.toLowerCase();
    let key = ourName(lower) ?? (storyKeys['']?.includes(lower) ? lower : name);
    while (renamed.has(key) && renamed.get(key) !== value) key = `${key} again`;
    renamed.set(key, value);
  }
  return Object.fromEntries(renamed);
}

/**
 * Reads front matter that was folded onto one line: `headline: "…" slug: … sources: - name: … url: … - name: …`. The known
 * keys are its only marks, so one that stands among the words of an unquoted value is taken for a key.
 */
export function unfoldFrontMatter(text: string): Readonly<Record<string, unknown>> {
  const known = [...(storyKeys[''] ?? []), ...Object.keys(otherNames)];
  const cut = cutAtKeys(text, known);
  const before = cut.before === '' ? [] : [['before', cut.before] as const];
  return renameKeys([...before, ...cut.entries.map(([name, value]) => [name, readValue(name, value)] as const)]);
}

type Cut = { readonly before: string; readonly entries: readonly (readonly [string, string])[] };

/**
 * Cuts `a: x b: y` at its keys. A key inside quotes is part of the value that the quotes open, and one that the group before
 * it knows is part of that group: `url` belongs to `sources`, though a story may have one too.
 */
function cutAtKeys(text: string, keys: readonly string[]): Cut {
  const quotedOrKey = new RegExp(
    String.raw`(?=["'])(?<=[:-]\s+)(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s|$)|(?<=^|\s)(?<key>${keys.join('|')}):(?=\s|$)`,
    'gi',
  );
  let group: readonly string[] = [];
  const found = [...text.matchAll(quotedOrKey)].filter(({ groups }) => {
    const key = groups?.key?.toLowerCase();
    if (key === undefined || group.includes(key)) return false;
    group = storyKeys[`${key}.*`] ?? storyKeys[key] ?? [];
    return true;
  });
  const entries = found.map((match, at) => {
    const value = text.slice(match.index + match[0].length, found[at + 1]?.index);
    return [match.groups?.key?.toLowerCase() ?? '', value.trim()] as const;
  });
  return { before: text.slice(0, found[0]?.index).trim(), entries };
}

function readValue(name: string, text: string): unknown {
  const key = ourName(name) ?? name;
  const parts = storyKeys[`${key}.*`];
  if (parts) return cutItems(text, `(?:${parts.join('|')}):`).map((item) => readParts(item, parts));
  const group = storyKeys[key];
  if (group) return readParts(text, group);
  if (key === 'authors' || key === 'tags') return readList(text);
  return key === 'draft' && /^(?:true|false)$/.test(text) ? text === 'true' : unquote(text);
}

/** A group of keys and values; text that is none, and would lose words as one, stays as it is. */
function readParts(text: string, keys: readonly string[]): Readonly<Record<string, string>> | string {
  const { before, entries } = cutAtKeys(text, keys);
  const parts = new Map(entries.map(([key, value]) => [key, unquote(value)]));
  return before === '' && parts.size === entries.length ? Object.fromEntries(parts) : text;
}

function readList(text: string): readonly string[] {
  const inBrackets = /^\[(?<items>.*)\]$/.exec(text)?.groups?.items;
  const items = inBrackets === undefined ? cutItems(text, '') : inBrackets.split(',');
  return items.map((item) => unquote(item.trim())).filter((item) => item !== '');
}

const cutItems = (text: string, before: string): readonly string[] =>
  text.split(new RegExp(String.raw`(?:^|\s)-\s+(?=${before})`)).filter((item) => item.trim() !== '');

/** A quoted text without its quotes, by the rules of YAML. */
function unquote(text: string): string {
  if (!/^(?:".*"|'.*')$/s.test(text)) return text;
  try {
    const value: unknown = parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
