/** One story of wire copy: its front matter as it was typed, if it has any, and the lines of its body. */
export type WirePart = {
  /** The text between the two `---`. */
  readonly matter?: string;
  /** The line of the file on which `matter` starts, from 1. */
  readonly matterLine: number;
  readonly lines: readonly string[];
  /** The line of the file on which `lines` starts. */
  readonly bodyLine: number;
};

type Matter = { readonly from: number; readonly to: number; readonly text: string };

/** Cuts wire copy at its front matters, folded onto one line or not. Words before the first one are a story of their own. */
export function cutWire(text: string): readonly WirePart[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const matters = findMatters(lines);
  const first = matters[0]?.from ?? lines.length;
  const before = { matterLine: 1, lines: lines.slice(0, first), bodyLine: 1 };
  const parts = matters.map(({ from, to, text: matter }, at) => ({
    matter,
    matterLine: from + 1,
    lines: lines.slice(to + 1, matters[at + 1]?.from),
    bodyLine: to + 2,
  }));
  return [before, ...parts].filter((part) => 'matter' in part || part.lines.some((line) => line.trim() !== ''));
}

const foldedLine = /^---\s+(?<matter>[a-z_]+:\s.*)$/i;
const key = /^[a-z_]+:(?:\s|$)/i;

/** What makes keys a story's, and not a table between two rules. */
const namesStory = /(?:^|\s)(?:headline|title|slug):\s/i;

function findMatters(lines: readonly string[]): readonly Matter[] {
  const matters: Matter[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const folded = foldedMatter(lines[at] ?? '');
    const end = folded === undefined ? endOfMatter(lines, at) : at;
    const text = folded ?? `\n${lines.slice(at + 1, end).join('\n')}\n`;
    if (end === undefined || !namesStory.test(text)) continue;
    matters.push({ from: at, to: end, text });
    at = end;
  }
  return matters;
}

/** What stands between the two `---` of one line. Its end is looked at first: a pattern that seeks it takes the square of the length. */
function foldedMatter(line: string): string | undefined {
  const text = line.trimEnd();
  return text.endsWith('---') ? foldedLine.exec(text.slice(0, -3))?.groups?.matter : undefined;
}

/** The line that closes the front matter which `from` opens; a `---` that no key follows is a rule between paragraphs. */
function endOfMatter(lines: readonly string[], from: number): number | undefined {
  if (lines[from]?.trim() !== '---' || !key.test(lines[from + 1] ?? '')) return undefined;
  const end = lines.findIndex((line, at) => at > from && line.trim() === '---');
  return end < 0 ? undefined : end;
}
