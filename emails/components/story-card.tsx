import {
  Block,
  Byline,
  Figure,
  Passage,
  readingMinutes,
  SourceList,
  type Story,
  StoryBody,
  summaryStandsAlone,
  useMail,
  wholeBody,
} from 'masthead';
import type { ReactNode } from 'react';
import { StoryHead } from './story-head.tsx';

/** A story in full. The lead story's headline is larger; where a story is the whole mail, its headline is the `h1`. */
export function StoryCard({
  story,
  isLead = false,
  as = 'h2',
}: {
  readonly story: Story;
  readonly isLead?: boolean;
  readonly as?: 'h1' | 'h2';
}): ReactNode {
  const { colours, type, space } = useMail().theme;
  return (
    <Block above={isLead ? space.block * 2 : space.story} dir={story.dir}>
      <Passage lang={story.lang} dir={story.dir}>
        <StoryHead story={story} isLead={isLead} as={as} />
        {summaryStandsAlone(story) ? (
          <p className="muted" style={{ ...type.standfirst, margin: '10px 0 0', color: colours.muted.light }}>
            {story.summary}
          </p>
        ) : null}
        <Byline authors={story.authors} minutes={readingMinutes(story)} />
        {story.image ? (
          <div style={{ paddingBottom: 20 }}>
            <Figure {...story.image} />
          </div>
        ) : null}
        <StoryBody tree={wholeBody(story)} headingLevel={as === 'h1' ? 2 : 3} idPrefix={story.slug} />
        <SourceList sources={story.sources} />
      </Passage>
    </Block>
  );
}
