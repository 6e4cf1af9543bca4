import { MjmlText } from '@faire/mjml-react';
import { readingMinutes, type Story, summaryStandsAlone, wholeBody } from 'masthead';
import type { ReactNode } from 'react';
import { Byline } from './byline.tsx';
import { storyId } from './contents.tsx';
import { Label } from './label.tsx';
import { useMail } from './mail-context.ts';
import { Passage } from './passage.tsx';
import { SourceList } from './source-list.tsx';
import { StoryBody } from './story-body.tsx';
import { StoryImage } from './story-image.tsx';

/** A story in full. The lead story's headline is larger; where a story is the whole mail, its headline is the `h1`. */
export function StoryCard({
  story,
  isLead = false,
  as: Headline = 'h2',
}: {
  readonly story: Story;
  readonly isLead?: boolean;
  readonly as?: 'h1' | 'h2';
}): ReactNode {
  const { theme, dir } = useMail();
  const { colours, type, space } = theme;
  return (
    <MjmlText
      paddingTop={`${isLead ? space.block * 2 : space.story}px`}
      align={(story.dir ?? dir) === 'rtl' ? 'right' : 'left'}
    >
      <Passage lang={story.lang} dir={story.dir}>
        <div className="bar" style={isLead ? {} : { borderTop: `1px solid ${colours.ink.light}`, paddingTop: 14 }}>
          <Label>{[story.storyNumber, story.category].filter((part) => part).join(' · ')}</Label>
        </div>
        <Headline
          id={storyId(story)}
          className={isLead ? 'lead' : undefined}
          style={{ ...(isLead ? type.lead : type.headline), margin: '8px 0 0' }}
        >
          {story.headline}
        </Headline>
        {summaryStandsAlone(story) ? (
          <p className="muted" style={{ ...type.standfirst, margin: '10px 0 0', color: colours.muted.light }}>
            {story.summary}
          </p>
        ) : null}
        <Byline authors={story.authors} minutes={readingMinutes(story)} />
        {story.image ? (
          <div style={{ paddingBottom: 20 }}>
            <StoryImage {...story.image} />
          </div>
        ) : null}
        <StoryBody tree={wholeBody(story)} headingLevel={Headline === 'h1' ? 2 : 3} idPrefix={story.slug} />
        <SourceList sources={story.sources} />
      </Passage>
    </MjmlText>
  );
}
