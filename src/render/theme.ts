import type { CSSProperties } from 'react';
import { mixColours } from './mix-colours.ts';

/** A colour on a light page and on a dark one, each `#rrggbb`. */
export type Colour = { readonly light: string; readonly dark: string };

/** The five values that make one newsletter look unlike another; `makeTheme` finds everything else from them. */
export type ThemeChoice = {
  /** What the words stand on. */
  readonly paper: Colour;
  readonly ink: Colour;
  /** The one colour of links, kickers and quotes; on `paper` its contrast is at least 4.5 to 1, light and dark. */
  readonly accent: Colour;
  /**
   * The fonts of the words, best first, and first one that Windows has: where it is not there, Outlook sets Times. Web fonts are
   * none: they would be a request in every mail.
   */
  readonly serif: string;
  /** Of the body text in pixels, at least 16: every other size follows. */
  readonly size: number;
};

type ColourName = keyof Pick<ThemeChoice, 'paper' | 'ink' | 'accent'> | 'muted' | 'hairline' | 'tint' | 'string';

type TypeName =
  | 'nameplate'
  | 'lead'
  | 'headline'
  | 'standfirst'
  | 'heading'
  | 'body'
  | 'quote'
  | 'figure'
  | 'cell'
  | 'small'
  | 'label'
  | 'code';

/** How a newsletter looks. Every part of a mail takes its colours, type and space from here, and only from here. */
export type Theme = {
  readonly colours: Readonly<Record<ColourName, Colour>>;
  readonly fonts: {
    readonly serif: string;
    readonly sans: string;
    readonly mono: string;
    /** By language, for scripts that the serif lacks and that would be set in whatever the system finds. */
    readonly scripts: Readonly<Record<string, string>>;
  };
  readonly type: Readonly<Record<TypeName, CSSProperties>>;
  /** Pixels. */
  readonly space: {
    /** The whole page. */
    readonly page: number;
    /** Left and right of the column. */
    readonly edge: number;
    /** The column itself: no image is wider. */
    readonly column: number;
    /** Under a paragraph; everything else keeps a multiple of it. */
    readonly block: number;
    readonly story: number;
  };
};

// Outlook for Windows sets Times where the first font of a list is not there: what Windows has stands first in all of these.
const sans = 'Arial,sans-serif';
const mono = 'Consolas,Menlo,monospace';
const scripts = {
  ja: "'Yu Mincho','Hiragana Mincho ProN','Noto Serif CJK JP',serif",
  zh: "SimSun,'Songti SC','Noto Serif CJK SC',serif",
  ko: "Batang,AppleMyungjo,'Noto Serif CJK KR',serif",
  ar: "'Traditional Arabic','Geeza Pro','Noto Naskh Arabic',serif",
  fa: "'Traditional Arabic','Geeza Pro','Noto Naskh Arabic',serif",
  ur: "'Urdu Typesetting','Geeza Pro','Noto Nastaliq Urdu',serif",
  he: "David,'New Peninim MT','Noto Serif Hebrew',serif",
  hi: "'Nirmala UI','Kohinoor Devanagari','Noto Serif Devanagari',serif",
};

/** A theme from its five values. What it finds can be replaced: `{ ...makeTheme(choice), space: … }`. */
export function makeTheme({ paper, ink, accent, serif, size }: ThemeChoice): Theme {
  const page = 600;
  const edge = 20;
  return {
    colours: {
      paper,
      ink,
      accent,
      muted: mixed(ink, paper, 0.28),
      hairline: mixed(paper, ink, 0.17),
      tint: mixed(paper, ink, 0.05),
      string: mixed(accent, ink, 0.6),
    },
    fonts: { serif, sans, mono, scripts },
    type: typeScale(size, serif),
    space: { page, edge, column: page - 2 * edge, block: Math.round(size * 1.05), story: Math.round(size * 2.8) },
  };
}

const mixed = (from: Colour, to: Colour, share: number): Colour => ({
  light: mixColours(from.light, to.light, share),
  dark: mixColours(from.dark, to.dark, share),
});

/** Sizes are whole pixels: Outlook rounds each in its own way. */
function typeScale(size: number, serif: string): Theme['type'] {
  const set = (fontFamily: string, scale: number, leading: number): CSSProperties => {
    const fontSize = Math.round(size * scale);
    return { fontFamily, fontSize, lineHeight: `${Math.round(fontSize * leading)}px` };
  };
  return {
    nameplate: { ...set(serif, 3.05, 1.1), fontWeight: 700, letterSpacing: '-1px' },
    lead: { ...set(serif, 2.05, 1.17), fontWeight: 700, letterSpacing: '-.3px' },
    headline: { ...set(serif, 1.53, 1.25), fontWeight: 700 },
    standfirst: set(serif, 1.17, 1.48),
    heading: { ...set(serif, 1.17, 1.35), fontWeight: 700 },
    body: set(serif, 1, 1.62),
    quote: { ...set(serif, 1.41, 1.42), fontStyle: 'italic' },
    figure: set(serif, 2, 1.18),
    cell: set(serif, 0.94, 1.45),
    small: set(sans, 0.82, 1.55),
    label: { ...set(sans, 0.71, 1.5), fontWeight: 700, letterSpacing: '1px', textTransform: 'uppercase' },
    code: set(mono, 0.88, 1.5),
  };
}

/** Black on white: what components have that stand in no `<Page theme>`. */
export const plainTheme = makeTheme({
  paper: { light: '#ffffff', dark: '#16181a' },
  ink: { light: '#1a1a1a', dark: '#ececec' },
  accent: { light: '#0b57a4', dark: '#8bc0f5' },
  serif: "Georgia,'Times New Roman',serif",
  size: 17,
});
