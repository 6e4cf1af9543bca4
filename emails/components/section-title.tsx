import { Block, Line, useMail } from 'masthead';
import type { ReactNode } from 'react';

/** The name of a section, between the stories of an edition. */
export function SectionTitle({ children }: { readonly children: ReactNode }): ReactNode {
  const { colours, type, space } = useMail().theme;
  return (
    <Block above={space.story + 12}>
      <Line weight="double" below={12} />
      <p
        className="ink"
        style={{ ...type.standfirst, margin: 0, fontStyle: type.quote.fontStyle, color: colours.ink.light }}
      >
        {children}
      </p>
    </Block>
  );
}
