import { Block, Figure, type Sponsor, useMail } from 'masthead';
import type { ReactNode } from 'react';

/** What a sponsor says, marked as theirs and set apart by lines. */
export function SponsorNote({ sponsor }: { readonly sponsor: Sponsor }): ReactNode {
  const { theme, words } = useMail();
  const { colours, type, space } = theme;
  const line = `1px solid ${colours.hairline.light}`;
  return (
    <Block above={space.story}>
      <div className="rule" style={{ borderTop: line, borderBottom: line, padding: '14px 0 16px' }}>
        <p className="muted" style={{ ...type.label, margin: '0 0 8px', color: colours.muted.light }}>
          {words.sponsor}
        </p>
        {sponsor.image ? (
          <div style={{ paddingBottom: 10 }}>
            <Figure {...sponsor.image} />
          </div>
        ) : null}
        <p style={{ ...type.cell, margin: 0 }}>
          <a href={sponsor.url} rel="sponsored" style={{ color: colours.accent.light, fontWeight: 700 }}>
            {sponsor.name}
          </a>
          {' \u00a0'}
          {sponsor.text}
        </p>
      </div>
    </Block>
  );
}
