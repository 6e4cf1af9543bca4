import { createContext, useContext } from 'react';
import { plainTheme, type Theme } from '../theme.ts';
import type { OwnWords, Words } from '../words.ts';
import { wordsInLanguage } from '../words-in-language.ts';

/** What a component needs to know of the mail around it. */
export type Mail = {
  readonly theme: Theme;
  /** The newsletter's theme as it was chosen; `theme` is that in the script of the words around. */
  readonly chosen: Theme;
  /** What the parts of the mail say of themselves, in the language of the words around. */
  readonly words: Words;
  /** The newsletter's own words in each language; `words` are these over those of the language. */
  readonly own: OwnWords;
  readonly lang: string;
  readonly dir: Direction;
  /** The sides that its lines start and end on. */
  readonly start: Side;
  readonly end: Side;
};

type Direction = 'ltr' | 'rtl';
type Side = 'left' | 'right';

/** The sides that lines start and end on. */
export const sidesOf = (dir: Direction): { readonly start: Side; readonly end: Side } =>
  dir === 'rtl' ? { start: 'right', end: 'left' } : { start: 'left', end: 'right' };

export const MailContext = createContext<Mail>({
  theme: plainTheme,
  chosen: plainTheme,
  words: wordsInLanguage('en'),
  own: {},
  lang: 'en',
  dir: 'ltr',
  ...sidesOf('ltr'),
});

/** The mail around a component. */
export const useMail = (): Mail => useContext(MailContext);
