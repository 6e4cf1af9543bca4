import {
  Block,
  Byline,
  Figure,
  Passage,
  type Section,
  SourceList,
  type Story,
  StoryBody,
  useMail,
  wholeBody,
} from 'masthead';
import type { ReactNode } from 'react';
import { isUnderTitle, StoryHead } from './story-head.tsx';

/** A story in full. The lead story's headline is larger; where a story is the whole mail, its headline is the `h1`. */
export function StoryCard({
  story,
  section,
  isLead = false,
  as = 'h2',
}: {
  readonly story: Story;
  readonly section?: Section;
  readonly isLead?: boolean;
  readonly as?: 'h1' | 'h2';
}): ReactNode {
  const { colours, type, space } = useMail().theme;
  const above = isUnderTitle(story, section) ? space.block : isLead ? space.block * 2 : space.story;
  return (
    <Block above={above} dir={story.dir}>
      <Passage lang={story.lang} dir={story.dir}>
        <StoryHead story={story} section={section} isLead={isLead} as={as} />
        {story.standfirst ? (
          <p className="muted" style={{ ...type.standfirst, margin: '10px 0 0', color: colours.muted.light }}>
            {story.standfirst}
          </p>
        ) : null}
        <Byline authors={story.authors} minutes={story.minutes} />
        {story.image ? <Figure {...story.image} below={20} /> : null}
        <StoryBody tree={wholeBody(story)} headingLevel={as === 'h1' ? 2 : 3} idPrefix={story.slug} />
        <SourceList sources={story.sources} />
      </Passage>
    </Block>
  );
}
