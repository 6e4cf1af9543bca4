import type { Problem } from '../../foundation/masthead-error.ts';

/** What a file shows before its front matter is read: that it has one, in YAML and closed, or what is wrong. */
export type Fence = { readonly closed: true } | { readonly problem: Problem; readonly body: string };

const started = 'A story or an edition begins with a line `---`, keys and values, and another line `---`.';

/** Looks at the two lines `---` of a file, and at nothing between them. */
export function findFence(source: string, file: string): Fence {
  const place = { file, line: 1 };
  const [opening = '', ...rest] = source.split('\n');
  if (source.trim() === '') return { problem: empty(place), body: '' };
  if (!opening.startsWith('---') || opening.startsWith('----')) return { problem: missing(place), body: source };

  const language = opening.slice(3).trim();
  if (/\s/.test(language)) return { problem: folded(place), body: '' };
  if (language !== '' && language !== 'yaml') return { problem: otherLanguage(language, place), body: '' };

  // Where gray-matter would end the front matter: a line that only begins with `---` would be cut in two by it.
  const end = rest.findIndex((line) => line.startsWith('---'));
  if (end < 0) return { problem: notClosed(place), body: '' };
  if (rest[end]?.trim() !== '---') return { problem: notClosed({ file, line: end + 2 }), body: '' };
  return { closed: true };
}

type Line = { readonly file: string; readonly line: number };

const empty = (place: Line): Problem => ({
  code: 'FRONT_MATTER_MISSING',
  what: 'The file is empty.',
  why: started,
  fix: 'Write it, start it anew with `masthead new story`, or delete it.',
  place,
});

const missing = (place: Line): Problem => ({
  code: 'FRONT_MATTER_MISSING',
  what: 'The file does not begin with front matter.',
  why: started,
  fix: 'Put the front matter at the very top; `masthead new story` shows one, and `masthead import` makes one for wire copy.',
  place,
});

const folded = (place: Line): Problem => ({
  code: 'FRONT_MATTER_INVALID',
  what: 'The front matter begins on the line of its `---`.',
  why: 'Wire services fold it onto one line like this.',
  fix: 'Turn the file into a story with `masthead import`, or write one `key: value` a line.',
  place,
});

const otherLanguage = (language: string, place: Line): Problem => ({
  code: 'FRONT_MATTER_LANGUAGE',
  what: `The front matter asks to be read as ${language.slice(0, 40)}.`,
  why: 'Front matter is YAML; other languages can run programs, so nothing of it was read or run.',
  fix: 'Write it in YAML and begin the file with a plain `---`.',
  place,
});

const notClosed = (place: Line): Problem => ({
  code: 'FRONT_MATTER_NOT_CLOSED',
  what: 'The front matter is not closed.',
  why: 'It ends at a line that holds `---` and nothing else.',
  fix: 'Put a line `---` after the last key.',
  place,
});
