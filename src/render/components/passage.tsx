// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { themeInScript } from '../theme-in-script.ts';
import { wordsInLanguage } from '../words-in-language.ts';
import { MailContext, sidesOf, useMail } from './mail-context.ts';

/**
 * Words in another language or direction than those around them: set from their own side, in a font that fits. What the parts of
 * a mail add in there, a byline or "Sources", is said in that language: it is what `lang` promises a screen reader, and English
 * in an Arabic line would stand in no order that can be read.
 */
export function Passage({
  lang,
  dir,
  children,
}: {
  readonly lang?: string | undefined;
  readonly dir?: 'ltr' | 'rtl' | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  const mail = useMail();
  if (lang === undefined && dir === undefined) return children;
  const theme = lang === undefined ? mail.theme : themeInScript(mail.chosen, lang);
  const words = lang === undefined ? mail.words : wordsInLanguage(lang, { own: mail.own, otherwise: mail.words });
  const around = dir ?? mail.dir;
  const turned = around !== mail.dir;
  return (
    <MailContext value={{ ...mail, theme, words, lang: lang ?? mail.lang, dir: around, ...sidesOf(around) }}>
      <div
        lang={lang}
        dir={dir}
        style={{
          ...(theme.fonts.serif === mail.theme.fonts.serif ? {} : { fontFamily: theme.fonts.serif }),
          ...(turned ? { textAlign: sidesOf(around).start } : {}),
        }}
      >
        {children}
      </div>
    </MailContext>
  );
}
