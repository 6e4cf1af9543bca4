import type { Quote, Stat } from '../story.ts';
import { looksLikeFigure, looksLikeLabel, type WireLine } from './wire-lines.ts';

/** What wire services put after the last paragraph without any mark: a quote with its speaker, and figures. */
export type WireTail = {
  /** The lines that are left. */
  readonly lines: readonly WireLine[];
  readonly quote?: Quote;
  readonly stats: readonly Stat[];
  readonly guesses: readonly { readonly line: number; readonly what: string }[];
};

type Wanted = { readonly quote: boolean; readonly stats: boolean };

/** Takes the quote and the figures off the end of a story; only those that are `wanted`, as its front matter has none. */
export function takeWireTail(lines: readonly WireLine[], wanted: Wanted): WireTail {
  const figures = wanted.stats ? takeStats(lines) : undefined;
  const quoted = wanted.quote ? takeQuote(figures?.lines ?? lines) : undefined;
  const speaker = quoted?.quote.by === undefined ? 'with no speaker' : `by ${quoted.quote.by}`;
  return {
    lines: quoted?.lines ?? figures?.lines ?? lines,
    ...(quoted ? { quote: quoted.quote } : {}),
    stats: figures?.stats ?? [],
    guesses: [
      ...(quoted ? [{ line: quoted.line, what: `the words in quotation marks are the pull quote, ${speaker}` }] : []),
      ...(figures?.stats ?? []).map(({ value, label }, at) => ({
        line: figures?.numbers[at] ?? 1,
        what: `“${value}” is a figure, and “${label}” says what it counts`,
      })),
    ],
  };
}

type Figures = {
  readonly lines: readonly WireLine[];
  readonly stats: readonly Stat[];
  readonly numbers: readonly number[];
};

/** Pairs of lines from the end on: a value, then its label. */
function takeStats(lines: readonly WireLine[]): Figures {
  const stats: Stat[] = [];
  const numbers: number[] = [];
  let rest = withoutBlanks(lines);
  for (;;) {
    const label = rest.at(-1);
    const above = withoutBlanks(rest.slice(0, -1));
    const value = above.at(-1);
    if (!value || !label || !looksLikeFigure(value.text) || !looksLikeLabel(label.text)) break;
    stats.unshift({ value: value.text.trim(), label: label.text.trim() });
    numbers.unshift(value.number);
    rest = withoutBlanks(above.slice(0, -1));
  }
  return { lines: rest, stats, numbers };
}

const opening = /^\s*[“"„«「]/;
const speakerLine = /^\s*(?:[—–―]|--?)\s*(?<by>\p{L}.{0,100})$/u;
const onOneLine = /^(?<quote>\s*[“"„«「].+[”"“»」])\s*(?:[—–―]|--)\s*(?<by>\p{L}.{0,100})$/u;
/** Quotation marks at both ends and none between: not words, “he said”, and more words. */
const wholeQuote = /^\s*(?:“[^“”]+”|"[^"]+"|„[^„“”]+[“”]|«[^«»]+»|「[^「」]+」)[.,]?\s*$/;

/** No pull quote is longer. */
const mostLines = 8;

function takeQuote(all: readonly WireLine[]): { lines: readonly WireLine[]; quote: Quote; line: number } | undefined {
  const lines = withoutBlanks(all);
  const last = lines.at(-1);
  if (!last) return undefined;
  const { quote, by: sameLine } = onOneLine.exec(last.text)?.groups ?? {};
  const by = sameLine ?? speakerLine.exec(last.text)?.groups?.by?.trim();
  const body =
    by === undefined
      ? lines
      : sameLine
        ? [...lines.slice(0, -1), { ...last, text: quote ?? '' }]
        : withoutBlanks(lines.slice(0, -1));
  for (let from = body.length - 1; from >= Math.max(0, body.length - mostLines); from -= 1) {
    const first = body[from];
    if (!first || first.text.trim() === '') return undefined;
    const text = body
      .slice(from)
      .map((line) => line.text.trim())
      .join(' ');
    const standsAlone = by !== undefined || (body[from - 1]?.text ?? '').trim() === '';
    if (opening.test(first.text) && wholeQuote.test(text) && standsAlone) {
      const words = text.replace(/[.,]$/, '').slice(1, -1).trim();
      return {
        lines: body.slice(0, from),
        quote: { text: words, ...(by === undefined ? {} : { by }) },
        line: first.number,
      };
    }
  }
  return undefined;
}

function withoutBlanks(lines: readonly WireLine[]): readonly WireLine[] {
  return lines.slice(0, lines.findLastIndex((line) => line.text.trim() !== '') + 1);
}
