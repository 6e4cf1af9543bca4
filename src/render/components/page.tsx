// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import {
  Mjml,
  MjmlAll,
  MjmlAttributes,
  MjmlBody,
  MjmlColumn,
  MjmlHead,
  MjmlPreview,
  MjmlRaw,
  MjmlSection,
  MjmlStyle,
  MjmlText,
  MjmlTitle,
} from '@faire/mjml-react';
import type { ReactNode } from 'react';
import type { TemplateProps } from '../template-props.ts';
import { displayWidth } from '../text/display-width.ts';
import type { Theme } from '../theme.ts';
import { themeInScript } from '../theme-in-script.ts';
import { wordsInLanguage } from '../words-in-language.ts';
import { MailContext, sidesOf } from './mail-context.ts';
import { outlookStyles, pageStyles } from './page-styles.ts';

/**
 * The sheet of paper: one column of the theme's width. Each child is a `<Block>` or an `MjmlText`. One section for the whole page
 * keeps a mail small: every further one costs a kilobyte of tables for Outlook.
 */
export function Page({
  edition,
  newsletter,
  theme: chosen,
  children,
}: TemplateProps & { readonly theme: Theme; readonly children: ReactNode }): ReactNode {
  const lang = edition.lang ?? newsletter.lang;
  const dir = edition.dir ?? newsletter.dir;
  const theme = themeInScript(chosen, lang);
  const own = newsletter.words ?? {};
  const words = wordsInLanguage(lang, { own });
  const { colours, space } = theme;
  const side = dir === 'rtl' ? 'right' : 'left';
  // MJML knows `dir`; the types of its React components do not yet.
  const direction = { dir };
  return (
    <MailContext value={{ theme, chosen, words, own, lang, dir, ...sidesOf(dir) }}>
      <Mjml lang={lang} {...direction}>
        <MjmlHead>
          <MjmlTitle>{edition.subject}</MjmlTitle>
          <MjmlPreview>{filledPreheader(edition.preheader)}</MjmlPreview>
          <MjmlRaw>
            <meta name="color-scheme" content="light dark" />
            <meta name="supported-color-schemes" content="light dark" />
          </MjmlRaw>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: React writes no comments, and these are styles of ours. */}
          <MjmlRaw dangerouslySetInnerHTML={{ __html: outlookStyles(theme) }} />
          <MjmlAttributes>
            <MjmlAll fontFamily={theme.fonts.serif} />
            <MjmlText padding="0" color={colours.ink.light} {...textSize(theme.type.body)} align={side} />
          </MjmlAttributes>
          <MjmlStyle>{pageStyles(theme)}</MjmlStyle>
        </MjmlHead>
        <MjmlBody width={space.page} backgroundColor={colours.paper.light} cssClass="paper">
          <MjmlSection padding={`28px ${space.edge}px 48px`} direction={dir} textAlign={side}>
            <MjmlColumn direction={dir}>{children}</MjmlColumn>
          </MjmlSection>
        </MjmlBody>
      </Mjml>
    </MailContext>
  );
}

/** As much as any inbox shows of a mail beside its subject, in letters. */
const inboxLine = 150;

/**
 * A preheader with nothing after it: an inbox that has room left goes on with the first words of the mail, and these fill the room
 * with spaces. Without the two signs of no width after each, some inboxes make one space of them all.
 */
const filledPreheader = (preheader: string): string =>
  preheader === '' ? '' : preheader + '\u00a0\u034f\u200c'.repeat(Math.max(0, inboxLine - displayWidth(preheader)));

const textSize = ({ fontSize, lineHeight }: Theme['type']['body']): { fontSize: string; lineHeight: string } => ({
  fontSize: `${fontSize}px`,
  lineHeight: `${lineHeight}`,
});
