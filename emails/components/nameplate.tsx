import { MjmlText } from '@faire/mjml-react';
import { formatDay, readingMinutes, type TemplateProps } from 'masthead';
import type { ReactNode } from 'react';
import { words } from '../words.ts';
import { useMail } from './mail-context.ts';

/** The head of the page: the newsletter's name, and between two lines its date and what is in it. */
export function Nameplate({
  edition,
  newsletter,
  as: Name = 'h1',
}: TemplateProps & { readonly as?: 'h1' | 'p' }): ReactNode {
  const { theme, lang, start, end } = useMail();
  const { colours, type } = theme;
  const minutes = edition.stories.reduce((sum, story) => sum + readingMinutes(story), 0);
  const cell = { ...type.small, padding: '7px 0', color: colours.muted.light };
  return (
    <MjmlText>
      <Name className="nameplate" style={{ ...type.nameplate, margin: 0, textAlign: 'center' }}>
        {newsletter.name}
      </Name>
      {newsletter.tagline ? (
        <p
          className="muted"
          style={{ ...type.small, margin: '4px 0 0', textAlign: 'center', color: colours.muted.light }}
        >
          {newsletter.tagline}
        </p>
      ) : null}
      <table
        role="presentation"
        width="100%"
        cellPadding={0}
        cellSpacing={0}
        className="bar"
        style={{
          margin: '18px 0 28px',
          borderTop: `3px double ${colours.ink.light}`,
          borderBottom: `1px solid ${colours.ink.light}`,
        }}
      >
        <tbody>
          <tr>
            <td className="muted" align={start} style={cell}>
              {formatDay(edition.date, lang)}
            </td>
            <td className="muted" align={end} style={cell}>
              {edition.stories.length === 1
                ? words.readingTime(minutes)
                : `${words.stories(edition.stories.length)} · ${words.minutes(minutes)}`}
            </td>
          </tr>
        </tbody>
      </table>
    </MjmlText>
  );
}
