import { Kicker, Line, type Section, type Story, storyId, useMail } from 'masthead';
import type { ReactNode } from 'react';

/** Whether a story is the first under the title of a section: the line over that parts it from what came before. */
export const isUnderTitle = (story: Story, section: Section | undefined): boolean =>
  section?.title !== undefined && section.stories[0] === story;

/** Over a story: a line that parts it from the one before, its number and category, and its headline. */
export function StoryHead({
  story,
  section,
  isLead = false,
  href,
  as: Headline = 'h2',
}: {
  readonly story: Story;
  /** The section that it stands in: its title is not said again. */
  readonly section?: Section | undefined;
  readonly isLead?: boolean;
  /** Where the headline leads, if anywhere. */
  readonly href?: string;
  readonly as?: 'h1' | 'h2';
}): ReactNode {
  const { colours, type } = useMail().theme;
  const category = section?.title?.toLowerCase() === story.category.toLowerCase() ? undefined : story.category;
  const hasKicker = category !== undefined || story.storyNumber !== undefined;
  return (
    <>
      {isLead || isUnderTitle(story, section) ? null : <Line weight="ink" />}
      {hasKicker ? <Kicker number={story.storyNumber}>{category}</Kicker> : null}
      <Headline
        id={storyId(story)}
        className={isLead ? 'lead' : undefined}
        style={{ ...(isLead ? type.lead : type.headline), margin: hasKicker ? '6px 0 0' : 0 }}
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
