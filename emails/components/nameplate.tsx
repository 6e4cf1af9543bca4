import { Block, formatDay, type TemplateProps, useMail } from 'masthead';
import type { ReactNode } from 'react';

/** The head of the page: the newsletter's name, and between two lines its date and its number. */
export function Nameplate({
  edition,
  newsletter,
  as: Name = 'h1',
}: TemplateProps & { readonly as?: 'h1' | 'p' }): ReactNode {
  const { theme, words, lang, start, end } = useMail();
  const { colours, type } = theme;
  const muted = { color: colours.muted.light };
  const lines = { borderTop: `3px double ${colours.ink.light}`, borderBottom: `1px solid ${colours.ink.light}` };
  const cell = { ...type.small, ...muted, ...lines, padding: '7px 0' };
  return (
    <>
      <Block>
        <Name className="nameplate" style={{ ...type.nameplate, margin: 0, textAlign: 'center' }}>
          {newsletter.name}
        </Name>
        {newsletter.tagline ? (
          <p
            className="muted"
            style={{ ...type.cell, ...muted, margin: '2px 0 0', fontStyle: type.quote.fontStyle, textAlign: 'center' }}
          >
            {newsletter.tagline}
          </p>
        ) : null}
      </Block>
      <Block above={16} below={26}>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
          <tbody>
            <tr>
              <td className="muted bar" align={start} style={cell}>
                {formatDay(edition.date, lang)}
              </td>
              {edition.number === undefined ? null : (
                <td className="muted bar" align={end} style={{ ...cell, whiteSpace: 'nowrap' }}>
                  {words.number(edition.number)}
                </td>
              )}
            </tr>
          </tbody>
        </table>
      </Block>
    </>
  );
}
