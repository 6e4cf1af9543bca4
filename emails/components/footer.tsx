import { MjmlText } from '@faire/mjml-react';
import { links, type NewsletterInfo } from 'masthead';
import type { ReactNode } from 'react';
import { words } from '../words.ts';
import { useMail } from './mail-context.ts';

/** Why the reader gets this, the way out, the mail as a web page, and who sent it. */
export function Footer({ newsletter }: { readonly newsletter: NewsletterInfo }): ReactNode {
  const { theme } = useMail();
  const { colours, type, space } = theme;
  const link = { color: colours.accent.light, display: 'inline-block', padding: '11px 0' };
  return (
    <MjmlText
      cssClass="muted"
      color={colours.muted.light}
      paddingTop={`${space.story}px`}
      fontFamily={theme.fonts.sans}
      fontSize={`${type.small.fontSize}px`}
      lineHeight={`${type.small.lineHeight}`}
    >
      <div className="bar" style={{ borderTop: `3px double ${colours.ink.light}`, paddingTop: 18 }}>
        {newsletter.reason ? <p style={{ margin: '0 0 4px' }}>{newsletter.reason}</p> : null}
        <p style={{ margin: '0 0 4px' }}>
          <a href={links.unsubscribe} style={link}>
            {words.unsubscribe}
          </a>
          {' \u00a0·\u00a0 '}
          <a href={links.web} style={link}>
            {words.readInBrowser}
          </a>
        </p>
        <p style={{ margin: 0 }}>{newsletter.postalAddress ?? newsletter.name}</p>
      </div>
    </MjmlText>
  );
}
