import matter from 'gray-matter';
import { type Document, isAlias, LineCounter, parseDocument, visit } from 'yaml';
import type { Problem } from '../../foundation/masthead-error.ts';
import { findFence } from './find-fence.ts';
import { isRecord } from './is-record.ts';
import { type Locate, locateIn, nowhere } from './locate-key.ts';

/** A Markdown file cut in two, with what it takes to say where something stands in it. */
export type FrontMatter = {
  /** The keys and values, or undefined when the front matter cannot be read. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Where a key stands, and how its value was typed. */
  readonly locate: Locate;
  readonly body: string;
  /** The line of the file on which the body starts, from 1. */
  readonly bodyLine: number;
  readonly problems: readonly Problem[];
};

/**
 * Reads the front matter of a file: YAML between two lines `---`, nothing else. What comes out is text, numbers, true,
 * false, null, lists and maps; a date stays the text that was typed. Never throws.
 */
export function parseFrontMatter(source: string, file: string): FrontMatter {
  const fence = findFence(source, file);
  if ('problem' in fence) return { locate: nowhere, body: fence.body, bodyLine: 1, problems: [fence.problem] };

  let read: Omit<FrontMatter, 'body' | 'bodyLine'> = { data: {}, locate: nowhere, problems: [] };
  const yaml = (text: string): object => {
    read = readYaml(text, file);
    return read.data ?? {};
  };
  // The fence admits YAML only. Should that ever fail, these engines hand over nothing either, where gray-matter's own
  // would run the front matter as a program. Options also keep gray-matter from using its global cache.
  const refuse = (): object => ({});
  const { content } = matter(source, {
    language: 'yaml',
    engines: { yaml, javascript: refuse, js: refuse, coffee: refuse, json: refuse },
  });
  const bodyLine = source.slice(0, source.length - content.length).split('\n').length;
  return { ...read, body: content, bodyLine };
}

function readYaml(text: string, file: string): Omit<FrontMatter, 'body' | 'bodyLine'> {
  const lines = new LineCounter();
  const document = parseYaml(text, lines);
  if (!document) return { locate: nowhere, problems: [tooDeep(file)] };

  const locate = locateIn(document, lines);
  // One slip leads a YAML reader to many more mistakes, which are gone with the first.
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) {
    const place = { file, line: lines.linePos(mistake.pos[0]).line };
    return { locate, problems: [invalid(mistake.message.split(' at line ')[0] ?? '', place)] };
  }
  const alias = findAlias(document);
  if (alias)
    return { locate, problems: [aliasRefused(alias.source, { file, line: lines.linePos(alias.offset).line })] };

  const data: unknown = document.toJS();
  if (data === null) return { data: {}, locate, problems: [] };
  if (!isRecord(data)) return { locate, problems: [invalid('It holds a list or a single text.', { file, line: 2 })] };
  return { data, locate, problems: [] };
}

/** The document, or undefined when it is nested so deep that the YAML reader runs out of stack. */
function parseYaml(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: true, version: '1.2' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function findAlias(document: Document.Parsed): { source: string; offset: number } | undefined {
  let found: { source: string; offset: number } | undefined;
  visit(document, (_, node) => {
    if (!isAlias(node)) return undefined;
    found = { source: node.source, offset: node.range?.[0] ?? 0 };
    return visit.BREAK;
  });
  return found;
}

const invalid = (why: string, place: { file: string; line: number }): Problem => ({
  code: 'FRONT_MATTER_INVALID',
  what: 'The front matter is not a list of keys and values.',
  why: why.endsWith('.') ? why : `${why}.`,
  fix: 'Write one `key: value` a line, and put a value that holds `: ` or ` #` or starts with a sign in double quotes.',
  place,
});

const tooDeep = (file: string): Problem => invalid('It is nested too deep to be read.', { file, line: 1 });

const aliasRefused = (name: string, place: { file: string; line: number }): Problem => ({
  code: 'FRONT_MATTER_ALIAS',
  what: `The front matter uses the YAML alias *${name}.`,
  why: 'A few aliases can stand for millions of values, so none is read.',
  fix: `Write the value of &${name} out in this place; a text that begins with * goes in double quotes.`,
  place,
});
