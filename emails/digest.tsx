import { MjmlText } from '@faire/mjml-react';
import type { TemplateProps } from 'masthead';
import { Fragment, type ReactNode } from 'react';
import { Contents } from './components/contents.tsx';
import { Footer } from './components/footer.tsx';
import { Nameplate } from './components/nameplate.tsx';
import { Page } from './components/page.tsx';
import { SectionTitle } from './components/section-title.tsx';
import { StoryBody } from './components/story-body.tsx';
import { StoryCard } from './components/story-card.tsx';
import { theme } from './theme.ts';

/** An edition: its intro, what is in it, and its stories in full, the first one as the lead. */
export default function Digest({ edition, newsletter }: TemplateProps): ReactNode {
  const [lead] = edition.stories;
  return (
    <Page edition={edition} newsletter={newsletter} theme={theme}>
      <Nameplate edition={edition} newsletter={newsletter} />
      {edition.intro ? (
        <MjmlText paddingBottom="10px">
          <StoryBody tree={edition.intro} idPrefix="intro" />
        </MjmlText>
      ) : null}
      {edition.stories.length > 1 ? <Contents stories={edition.stories} /> : null}
      {edition.sections.map((section, index) => (
        <Fragment key={section.title ?? index}>
          {section.title === undefined ? null : <SectionTitle>{section.title}</SectionTitle>}
          {section.stories.map((story) => (
            <StoryCard key={story.slug} story={story} isLead={story === lead} />
          ))}
        </Fragment>
      ))}
      <Footer newsletter={newsletter} />
    </Page>
  );
}
