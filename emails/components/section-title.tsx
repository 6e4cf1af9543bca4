import { MjmlText } from '@faire/mjml-react';
import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** The name of a section, between the stories of an edition. */
export function SectionTitle({ children }: { readonly children: ReactNode }): ReactNode {
  const { theme } = useMail();
  const { colours, type, space } = theme;
  return (
    <MjmlText paddingTop={`${space.story + 12}px`}>
      <p
        className="ink bar"
        style={{
          ...type.standfirst,
          margin: 0,
          fontStyle: 'italic',
          color: colours.ink.light,
          borderTop: `3px double ${colours.ink.light}`,
          paddingTop: 12,
        }}
      >
        {children}
      </p>
    </MjmlText>
  );
}
