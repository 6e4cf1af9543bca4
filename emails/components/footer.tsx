import { Block, Line, links, type NewsletterInfo, useMail } from 'masthead';
import type { ReactNode } from 'react';

/** Why the reader gets this, what they can change, the way out, the mail as a web page, and who sent it. */
export function Footer({ newsletter }: { readonly newsletter: NewsletterInfo }): ReactNode {
  const { theme, words } = useMail();
  const { colours, type, space } = theme;
  const ways = [
    ...(newsletter.preferences ? [{ href: newsletter.preferences, label: words.preferences }] : []),
    { href: links.unsubscribe, label: words.unsubscribe },
    { href: links.web, label: words.readInBrowser },
  ];
  return (
    <Block above={space.story}>
      <Line weight="double" below={18} />
      <div className="muted" style={{ ...type.small, color: colours.muted.light }}>
        {newsletter.reason ? <p style={{ margin: '0 0 4px' }}>{newsletter.reason}</p> : null}
        <p style={{ margin: '0 0 4px' }}>
          {ways.map(({ href, label }, index) => (
            <span key={label}>
              {/* Space alone parts them: a dot would stand at the end of a line on a phone. */}
              {index === 0 ? null : '\u00a0\u00a0\u00a0 '}
              <a href={href} style={{ color: colours.accent.light, display: 'inline-block', padding: '11px 0' }}>
                {label}
              </a>
            </span>
          ))}
        </p>
        <p style={{ margin: 0 }}>{newsletter.postalAddress ?? newsletter.name}</p>
      </div>
    </Block>
  );
}
