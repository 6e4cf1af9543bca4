import { createContext, useContext } from 'react';
import { plainTheme, type Theme } from '../theme.ts';
import type { OwnWords, Words } from '../words.ts';
import { wordsInLanguage } from '../words-in-language.ts';

type Direction = 'ltr' | 'rtl';

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
};

export const MailContext = createContext<Mail>({
  theme: plainTheme,
  chosen: plainTheme,
  words: wordsInLanguage('en'),
  own: {},
  lang: 'en',
  dir: 'ltr',
});

/** The mail around a component, with the names of the sides that its lines start and end on. */
export function useMail(): Mail & { readonly start: 'left' | 'right'; readonly end: 'left' | 'right' } {
  const mail = useContext(MailContext);
  return mail.dir === 'rtl' ? { ...mail, start: 'right', end: 'left' } : { ...mail, start: 'left', end: 'right' };
}
