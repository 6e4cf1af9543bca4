import { Kicker, type Story, storyId, useMail } from 'masthead';
import type { ReactNode } from 'react';

/** Over a story: a line that parts it from the one before, its number and category, and its headline. */
export function StoryHead({
  story,
  isLead = false,
  href,
  as: Headline = 'h2',
}: {
  readonly story: Story;
  readonly isLead?: boolean;
  /** Where the headline leads, if anywhere. */
  readonly href?: string;
  readonly as?: 'h1' | 'h2';
}): ReactNode {
  const { colours, type } = useMail().theme;
  const line = isLead ? {} : { borderTop: `1px solid ${colours.ink.light}`, paddingTop: 14 };
  return (
    <>
      <div className="bar" style={line}>
        <Kicker number={story.storyNumber}>{story.category}</Kicker>
      </div>
      <Headline
        id={storyId(story)}
        className={isLead ? 'lead' : undefined}
        style={{ ...(isLead ? type.lead : type.headline), margin: '6px 0 0' }}
      >
        {href === undefined ? (
          story.headline
        ) : (
          <a className="ink" href={href} style={{ color: colours.ink.light, textDecoration: 'none' }}>
            {story.headline}
          </a>
        )}
      </Headline>
    </>
  );
}
