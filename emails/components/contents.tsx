import { Block, Kicker, type Story, storyId, useMail } from 'masthead';
import type { CSSProperties, ReactNode } from 'react';

/** Words in a kicker's line that are no kicker. */
const plain = { fontWeight: 400, letterSpacing: 0, textTransform: 'none' } as const;

/** "In this edition": each story's number, its headline linked, and its reading time. */
export function Contents({ stories }: { readonly stories: readonly Story[] }): ReactNode {
  const { theme, words } = useMail();
  const total = stories.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <>
      <Block above={10}>
        <Kicker>
          {words.contents}
          {'\u2002'}
          <span className="muted" style={{ ...plain, color: theme.colours.muted.light }}>
            {words.stories(stories.length)} · {words.readingTime(total)}
          </span>
        </Kicker>
      </Block>
      <Block above={8}>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
          <tbody>
            {stories.map((story, index) => (
              <ContentsLine key={story.slug} story={story} number={story.storyNumber ?? `${index + 1}`} />
            ))}
          </tbody>
        </table>
      </Block>
    </>
  );
}

/** Each cell of a row from the top; React's types know this of cells only, where it would be said three times. */
const fromTop = { valign: 'top' };

type ContentsLineProps = { readonly story: Story; readonly number: string };

function ContentsLine({ story, number }: ContentsLineProps): ReactNode {
  const { theme, words, start, end } = useMail();
  const { colours, type } = theme;
  const cell: CSSProperties = {
    borderTop: `1px solid ${colours.hairline.light}`,
    padding: '10px 0',
    lineHeight: '24px',
  };
  return (
    <tr {...fromTop}>
      <td
        className="rule accent"
        width="34"
        align={start}
        style={{ ...type.cell, ...cell, color: colours.accent.light, whiteSpace: 'nowrap' }}
      >
        {`${number}\u2002`}
      </td>
      <td className="rule" align={start} style={{ ...type.body, ...cell }}>
        <a
          className="ink"
          href={`#${storyId(story)}`}
          lang={story.lang}
          dir={story.dir}
          // Large enough for a finger; of what stands in a line, padding moves nothing.
          style={{ color: colours.ink.light, textDecoration: 'none', padding: '13px 0' }}
        >
          {story.headline}
        </a>
      </td>
      <td
        className="rule muted"
        width="60"
        align={end}
        style={{ ...type.small, ...cell, color: colours.muted.light, whiteSpace: 'nowrap' }}
      >
        {words.minutes(story.minutes)}
      </td>
    </tr>
  );
}
