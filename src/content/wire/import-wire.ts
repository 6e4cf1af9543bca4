import { stringify } from 'yaml';
import { MastheadError } from '../../foundation/masthead-error.ts';
import { parseFrontMatter } from '../front-matter/parse-front-matter.ts';
import { oneLine } from '../one-line.ts';
import { cutWire, type WirePart } from './cut-wire.ts';
import { escapeRefused } from './escape-refused.ts';
import { type FittedFrontMatter, fitFrontMatter } from './fit-front-matter.ts';
import { type MarkedUp, markUpWire } from './mark-up-wire.ts';
import { takeWireTail, type WireTail } from './take-wire-tail.ts';
import { renameKeys, unfoldFrontMatter } from './unfold-front-matter.ts';
import type { WireLine } from './wire-lines.ts';

/** A story made from wire copy. `fileName` is a name for a file in the stories folder. */
export type ImportedStory = { readonly fileName: string; readonly markdown: string; readonly headline: string };

/** What to know about a file of wire copy besides its text. */
export type ImportWireOptions = {
  /** Its name: guesses name it, and a date may be found in it. */
  readonly file: string;
  /** The day that stands in a story for which no date can be found: `2026-04-27`. */
  readonly today?: string;
};

/**
 * Turns wire copy into stories that pass the checks, every word kept. A guess is a sentence for a person, with the line of
 * the wire copy that it is about.
 * @throws MastheadError WIRE_EMPTY
 */
export function importWire(
  text: string,
  { file, today = '1970-01-01' }: ImportWireOptions,
): { readonly stories: readonly ImportedStory[]; readonly guesses: readonly string[] } {
  const parts = cutWire(text);
  if (parts.length === 0) throw nothingIn(file);
  const guesses: string[] = [];
  const taken = new Set<string>();
  const stories = parts.map((part) => {
    const guess = (line: number, what: string): unknown => guesses.push(`${file}:${line}: ${what}`);
    const story = importPart(part, { file, today, taken, guess });
    taken.add(story.slug);
    return story.imported;
  });
  return { stories, guesses };
}

type Desk = {
  readonly file: string;
  readonly today: string;
  readonly taken: ReadonlySet<string>;
  readonly guess: (line: number, what: string) => void;
};

function importPart(part: WirePart, { guess, ...around }: Desk): { slug: string; imported: ImportedStory } {
  const given = readMatter(part.matter, () =>
    guess(part.matterLine, 'the front matter is no valid YAML, so it was read key by key'),
  );
  const { body, quote, stats, guesses } = readWords(part, given);
  const loose = {
    ...given,
    headline: [given.headline, body.headline, quote?.text, stats[0]?.label].map(textOf).find(Boolean) ?? 'Untitled',
    ...(body.author === undefined ? {} : { authors: [body.author] }),
    ...(quote ? { quote } : {}),
    ...(stats.length > 0 ? { stats } : {}),
  };
  const fitted = fitFrontMatter(loose, { ...around, given, text: part.lines.join('\n') });
  const clean = escapeRefused(body.lines);
  for (const what of fitted.guesses) guess(part.matterLine, what);
  for (const { line, what } of guesses) guess(line, what);
  for (const { text, number } of clean.escaped) {
    guess(number, `what mail cannot hold stands as plain text: ${text.trim()}`);
  }
  const { headline, slug, date } = fitted.values;
  const markdown = writeStory(fitted, clean.lines);
  return { slug, imported: { fileName: `${date}-${slug}.md`, headline, markdown } };
}

/** What stands below the front matter: the tail first, so that it is not taken for paragraphs and headings. */
function readWords(part: WirePart, given: Readonly<Record<string, unknown>>): WireWords {
  const numbered = part.lines.map((line, at) => ({ text: line, number: part.bodyLine + at }));
  const tail = takeWireTail(numbered, { quote: !given.quote, stats: !given.stats });
  const headline = textOf(given.headline);
  const body = markUpWire(tail.lines, {
    ...(headline === undefined ? {} : { headline }),
    authors: Boolean(given.authors),
  });
  return { ...tail, body, guesses: [...body.guesses, ...tail.guesses] };
}

type WireWords = Omit<WireTail, 'lines'> & { readonly body: MarkedUp };

/** One line of text, where a value is that and not empty. */
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && oneLine(value)) || undefined;

/** The keys and values of front matter, under our names for them; key by key where it is folded or no valid YAML. */
function readMatter(matter: string | undefined, onInvalid: () => void): Readonly<Record<string, unknown>> {
  if (matter === undefined) return {};
  if (!matter.startsWith('\n')) return unfoldFrontMatter(matter);
  const { data } = parseFrontMatter(`---${matter}---\n`, '');
  if (data) return renameKeys(Object.entries(data));
  onInvalid();
  return unfoldFrontMatter(oneLine(matter));
}

/** A story as a file: its front matter, what had no place in it as comments, and its body. */
function writeStory({ values, leftOver }: FittedFrontMatter, lines: readonly WireLine[]): string {
  const yaml = stringify(values, { lineWidth: 0 });
  const comments = Object.entries(leftOver).map(
    ([key, value]) => `# ${oneLine(key)}: ${oneLine(JSON.stringify(value) ?? '')}\n`,
  );
  const words = lines.map(({ text }) => text).join('\n');
  return `---\n${yaml}${comments.join('')}---\n\n${words.trimEnd()}\n`;
}

const nothingIn = (file: string): MastheadError =>
  new MastheadError('WIRE_EMPTY', {
    what: `There is no story in ${file}.`,
    why: 'It holds no words.',
    fix: 'Check that it is the file you meant.',
    place: { file },
  });
