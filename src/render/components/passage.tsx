// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { themeInScript } from '../theme-in-script.ts';
import { MailContext, sidesOf, useMail } from './mail-context.ts';

/** Words in another language or direction than those around them: set from their own side, in a font that fits. */
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
  const around = dir ?? mail.dir;
  const turned = around !== mail.dir;
  return (
    <MailContext value={{ ...mail, theme, lang: lang ?? mail.lang, dir: around, ...sidesOf(around) }}>
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
