import { MjmlText } from '@faire/mjml-react';
import { readingMinutes, type Story } from 'masthead';
import type { ReactNode } from 'react';
import { words } from '../words.ts';
import { Label } from './label.tsx';
import { useMail } from './mail-context.ts';

/** The id that a story's headline carries, for links from the contents. */
export const storyId = (story: Story): string => `story-${story.slug}`;

/** "In this edition": each story's number, its headline linked, and its reading time. */
export function Contents({ stories }: { readonly stories: readonly Story[] }): ReactNode {
  const { theme, start, end } = useMail();
  const { colours, type } = theme;
  const lineHeight = '24px';
  const cell = { ...type.small, lineHeight, borderTop: `1px solid ${colours.hairline.light}`, padding: '10px 0' };
  return (
    <MjmlText>
      <Label>{words.contents}</Label>
      <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ marginTop: 8 }}>
        <tbody>
          {stories.map((story, index) => (
            <tr key={story.slug}>
              <td
                className="rule accent"
                valign="top"
                width="34"
                align={start}
                style={{ ...cell, color: colours.accent.light }}
              >
                {story.storyNumber ?? index + 1}
              </td>
              <td className="rule" align={start} style={{ ...cell, ...type.body, lineHeight }}>
                <a
                  className="ink"
                  href={`#${storyId(story)}`}
                  lang={story.lang}
                  dir={story.dir}
                  style={{ color: colours.ink.light, textDecoration: 'none' }}
                >
                  {story.headline}
                </a>
              </td>
              <td
                className="rule muted"
                valign="top"
                width="60"
                align={end}
                style={{ ...cell, color: colours.muted.light }}
              >
                {words.minutes(readingMinutes(story))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </MjmlText>
  );
}
