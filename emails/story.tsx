import { Page, type TemplateProps } from 'masthead';
import type { ReactNode } from 'react';
import { Footer } from './components/footer.tsx';
import { Intro } from './components/intro.tsx';
import { Nameplate } from './components/nameplate.tsx';
import { SponsorNote } from './components/sponsor-note.tsx';
import { StoryCard } from './components/story-card.tsx';
import { theme } from './theme.ts';

export { words } from './words.ts';

/** One story on its own, for news that cannot wait. An edition with more stories gets them all, without a contents list. */
export default function SingleStory({ edition, newsletter }: TemplateProps): ReactNode {
  const { stories, sponsor } = edition;
  // An intro may have headings: these come under the newsletter's name, and so does the story then.
  const isHeadedByName = stories.length === 0 || edition.intro !== undefined;
  return (
    <Page edition={edition} newsletter={newsletter} theme={theme}>
      <Nameplate edition={edition} newsletter={newsletter} as={isHeadedByName ? 'h1' : 'p'} />
      <Intro edition={edition} />
      {stories.map((story, index) => (
        <StoryCard
          key={story.slug}
          story={story}
          isLead={index === 0}
          as={index === 0 && !isHeadedByName ? 'h1' : 'h2'}
        />
      ))}
      {sponsor ? <SponsorNote sponsor={sponsor} /> : null}
      <Footer newsletter={newsletter} />
    </Page>
  );
}
