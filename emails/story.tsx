import { MjmlText } from '@faire/mjml-react';
import type { TemplateProps } from 'masthead';
import type { ReactNode } from 'react';
import { Footer } from './components/footer.tsx';
import { Nameplate } from './components/nameplate.tsx';
import { Page } from './components/page.tsx';
import { StoryBody } from './components/story-body.tsx';
import { StoryCard } from './components/story-card.tsx';
import { theme } from './theme.ts';

/** One story on its own, for news that cannot wait. An edition with more stories gets them all, without a contents list. */
export default function SingleStory({ edition, newsletter }: TemplateProps): ReactNode {
  return (
    <Page edition={edition} newsletter={newsletter} theme={theme}>
      <Nameplate edition={edition} newsletter={newsletter} as="p" />
      {edition.intro ? (
        <MjmlText paddingBottom="10px">
          <StoryBody tree={edition.intro} idPrefix="intro" />
        </MjmlText>
      ) : null}
      {edition.stories.map((story, index) => (
        <StoryCard key={story.slug} story={story} isLead={index === 0} as={index === 0 ? 'h1' : 'h2'} />
      ))}
      <Footer newsletter={newsletter} />
    </Page>
  );
}
