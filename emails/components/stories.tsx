import type { Edition } from 'masthead';
import { Fragment, type ReactNode } from 'react';
import { SectionTitle } from './section-title.tsx';
import { SponsorNote } from './sponsor-note.tsx';
import { StoryCard } from './story-card.tsx';
import { SummaryCard } from './summary-card.tsx';

/** The first story in full as the lead, the others in full or in short as the edition says. Its sponsor speaks after the lead. */
export function Stories({ edition }: { readonly edition: Edition }): ReactNode {
  const { stories, sections, sponsor, show } = edition;
  const [lead] = stories;
  const note = sponsor ? <SponsorNote sponsor={sponsor} /> : null;
  if (!lead) return note;
  return sections.map((section, index) => (
    <Fragment key={section.title ?? index}>
      {section.title === undefined ? null : <SectionTitle>{section.title}</SectionTitle>}
      {section.stories.map((story) => (
        <Fragment key={story.slug}>
          {story === lead || show !== 'summary' ? (
            <StoryCard story={story} isLead={story === lead} section={section} />
          ) : (
            <SummaryCard story={story} section={section} />
          )}
          {story === lead ? note : null}
        </Fragment>
      ))}
    </Fragment>
  ));
}
