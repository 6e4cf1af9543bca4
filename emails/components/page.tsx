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
import type { TemplateProps } from 'masthead';
import type { ReactNode } from 'react';
import type { Theme } from '../theme.ts';
import { MailContext } from './mail-context.ts';
import { pageStyles } from './page-styles.ts';

/**
 * The sheet of paper: one column of the theme's width. Each child is an `MjmlText`. One section for the whole page keeps a mail
 * small: every further one costs a kilobyte of tables for Outlook.
 */
export function Page({
  edition,
  newsletter,
  theme,
  children,
}: TemplateProps & { readonly theme: Theme; readonly children: ReactNode }): ReactNode {
  const { colours, type, space } = theme;
  const lang = edition.lang ?? newsletter.lang;
  const dir = edition.dir ?? newsletter.dir;
  // MJML knows `dir`; the types of its React components do not yet.
  const direction = { dir };
  return (
    <MailContext value={{ theme, lang, dir }}>
      <Mjml lang={lang} {...direction}>
        <MjmlHead>
          <MjmlTitle>{edition.subject}</MjmlTitle>
          <MjmlPreview>{edition.preheader}</MjmlPreview>
          <MjmlRaw>
            <meta name="color-scheme" content="light dark" />
            <meta name="supported-color-schemes" content="light dark" />
          </MjmlRaw>
          <MjmlAttributes>
            <MjmlAll fontFamily={theme.fonts.serif} />
            <MjmlText
              padding="0"
              color={colours.ink.light}
              fontSize={`${type.body.fontSize}px`}
              lineHeight={`${type.body.lineHeight}`}
              align={dir === 'rtl' ? 'right' : 'left'}
            />
          </MjmlAttributes>
          <MjmlStyle>{pageStyles(theme)}</MjmlStyle>
        </MjmlHead>
        <MjmlBody width={space.page} backgroundColor={colours.paper.light} cssClass="paper">
          <MjmlSection
            padding={`28px ${space.edge}px 48px`}
            direction={dir}
            textAlign={dir === 'rtl' ? 'right' : 'left'}
          >
            <MjmlColumn direction={dir}>{children}</MjmlColumn>
          </MjmlSection>
        </MjmlBody>
      </Mjml>
    </MailContext>
  );
}
