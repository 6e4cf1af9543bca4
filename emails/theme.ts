import type { CSSProperties } from 'react';

/** A colour on a light page and on a dark one. */
export type Colour = { readonly light: string; readonly dark: string };

/** How a newsletter looks. Everything in emails/ takes its colours, type and space from here, and only from here. */
export type Theme = {
  readonly colours: {
    readonly paper: Colour;
    readonly ink: Colour;
    readonly muted: Colour;
    readonly accent: Colour;
    readonly hairline: Colour;
    /** Behind code. */
    readonly tint: Colour;
  };
  readonly fonts: {
    readonly serif: string;
    readonly sans: string;
    readonly mono: string;
    /** By language, for scripts that the serif lacks and that would be set in whatever the system finds. */
    readonly scripts: Readonly<Record<string, string>>;
  };
  readonly type: Readonly<Record<TypeName, CSSProperties>>;
  /** Pixels. */
  readonly space: { readonly page: number; readonly edge: number; readonly block: number; readonly story: number };
};

type TypeName =
  | 'nameplate'
  | 'lead'
  | 'headline'
  | 'standfirst'
  | 'heading'
  | 'body'
  | 'quote'
  | 'figure'
  | 'small'
  | 'label'
  | 'code';

// On every Mac, iPhone and Windows machine. Short, because each stands in a mail a hundred times.
const serif = "Georgia,'Times New Roman',serif";
const sans = 'Helvetica,Arial,sans-serif';
const mono = 'Menlo,Consolas,monospace';

const scripts = {
  ja: "'Hiragino Mincho ProN','Yu Mincho','Noto Serif CJK JP',serif",
  zh: "'Songti SC',SimSun,'Noto Serif CJK SC',serif",
  ko: "AppleMyungjo,Batang,'Noto Serif CJK KR',serif",
  ar: "'Geeza Pro','Noto Naskh Arabic',Tahoma,serif",
  fa: "'Geeza Pro','Noto Naskh Arabic',Tahoma,serif",
  he: "'Times New Roman','Noto Serif Hebrew',serif",
  hi: "'Kohinoor Devanagari','Nirmala UI','Noto Serif Devanagari',serif",
};

/** The look of The Vault AI: ink on paper and one red. */
export const theme: Theme = {
  colours: {
    paper: { light: '#fdfcf9', dark: '#17181b' },
    ink: { light: '#1c1a17', dark: '#e9e5dc' },
    muted: { light: '#635e56', dark: '#aaa49a' },
    accent: { light: '#9e2a1c', dark: '#f2977f' },
    hairline: { light: '#d9d3c7', dark: '#3c3d42' },
    tint: { light: '#f3f0e8', dark: '#23252a' },
  },
  fonts: { serif, sans, mono, scripts },
  type: {
    nameplate: { fontFamily: serif, fontSize: 44, lineHeight: '50px', fontWeight: 700, letterSpacing: '-0.5px' },
    lead: { fontFamily: serif, fontSize: 32, lineHeight: '39px', fontWeight: 700 },
    headline: { fontFamily: serif, fontSize: 26, lineHeight: '33px', fontWeight: 700 },
    standfirst: { fontFamily: serif, fontSize: 19, lineHeight: '29px' },
    heading: { fontFamily: serif, fontSize: 20, lineHeight: '27px', fontWeight: 700 },
    body: { fontFamily: serif, fontSize: 17, lineHeight: '28px' },
    quote: { fontFamily: serif, fontSize: 23, lineHeight: '33px', fontStyle: 'italic' },
    figure: { fontFamily: serif, fontSize: 34, lineHeight: '40px' },
    small: { fontFamily: sans, fontSize: 14, lineHeight: '22px' },
    label: {
      fontFamily: sans,
      fontSize: 12,
      lineHeight: '18px',
      fontWeight: 700,
      letterSpacing: '1px',
      textTransform: 'uppercase',
    },
    code: { fontFamily: mono, fontSize: 16, lineHeight: '23px' },
  },
  space: { page: 600, edge: 20, block: 18, story: 44 },
};
