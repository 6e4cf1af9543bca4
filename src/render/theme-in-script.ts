import type { CSSProperties } from 'react';
import type { Theme } from './theme.ts';

/**
 * A theme for words in a language: with fonts that have its script, and without what would harm it. Letter-spacing tears Arabic
 * letters apart, and neither Arabic, Hebrew nor East Asian type has an italic. Labels are set small because they are in capitals;
 * a script that has none would be too small to read. The same theme where its serif serves.
 */
export function themeInScript(theme: Theme, lang: string): Theme {
  const serif = theme.fonts.scripts[lang.toLowerCase().split('-')[0] ?? ''];
  if (serif === undefined) return theme;
  const set = ({ letterSpacing: _, fontStyle: __, ...style }: CSSProperties): CSSProperties =>
    style.fontFamily === theme.fonts.mono ? style : { ...style, fontFamily: serif };
  const { type, fonts } = theme;
  return {
    ...theme,
    fonts: { ...fonts, serif },
    type: {
      nameplate: set(type.nameplate),
      lead: set(type.lead),
      headline: set(type.headline),
      standfirst: set(type.standfirst),
      heading: set(type.heading),
      body: set(type.body),
      quote: set(type.quote),
      figure: set(type.figure),
      cell: set(type.cell),
      small: set(type.small),
      label: { ...set(type.label), fontSize: type.small.fontSize, lineHeight: type.small.lineHeight },
      code: set(type.code),
    },
  };
}
