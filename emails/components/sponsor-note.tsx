import { Block, Figure, Line, type Sponsor, useMail } from 'masthead';
import type { ReactNode } from 'react';

/** What a sponsor says, marked as theirs and set apart by lines. */
export function SponsorNote({ sponsor }: { readonly sponsor: Sponsor }): ReactNode {
  const { theme, words } = useMail();
  const { colours, type, space } = theme;
  return (
    <Block above={space.story}>
      <Line />
      <p className="muted" style={{ ...type.label, margin: '0 0 8px', color: colours.muted.light }}>
        {words.sponsor}
      </p>
      {sponsor.image ? <Figure {...sponsor.image} below={10} /> : null}
      <p style={{ ...type.cell, margin: '0 0 16px' }}>
        <a href={sponsor.url} rel="sponsored" style={{ color: colours.accent.light, fontWeight: 700 }}>
          {sponsor.name}
        </a>
        {' \u00a0'}
        {sponsor.text}
      </p>
      <Line below={1} />
    </Block>
  );
}
