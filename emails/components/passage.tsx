import type { ReactNode } from 'react';
import { MailContext, useMail } from './mail-context.ts';

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
  const [language = ''] = (lang ?? '').toLowerCase().split('-');
  const fontFamily = mail.theme.fonts.scripts[language];
  const turned = dir !== undefined && dir !== mail.dir;
  return (
    <MailContext value={{ ...mail, lang: lang ?? mail.lang, dir: dir ?? mail.dir }}>
      <div
        lang={lang}
        dir={dir}
        style={{
          ...(fontFamily === undefined ? {} : { fontFamily }),
          ...(turned ? { textAlign: dir === 'rtl' ? 'right' : 'left' } : {}),
        }}
      >
        {children}
      </div>
    </MailContext>
  );
}
