import { Block, Figure, Passage, readOnLink, type Section, type Story, useMail } from 'masthead';
import type { ReactNode } from 'react';
import { isUnderTitle, StoryHead } from './story-head.tsx';

/** A story in short: its summary, or where it has no words its image, and the way to the rest. */
export function SummaryCard({ story, section }: { readonly story: Story; readonly section?: Section }): ReactNode {
  const { space } = useMail().theme;
  const { summary, image } = story;
  return (
    <Block above={isUnderTitle(story, section) ? space.block : space.story} dir={story.dir}>
      <Passage lang={story.lang} dir={story.dir}>
        <StoryHead story={story} section={section} href={readOnLink(story)} />
        {summary === '' ? null : <p style={{ margin: '8px 0 0' }}>{summary}</p>}
        {summary === '' && image ? (
          <div style={{ margin: '12px 0 0' }}>
            <Figure {...image} />
          </div>
        ) : null}
        <ReadOn story={story} />
      </Passage>
    </Block>
  );
}

function ReadOn({ story }: { readonly story: Story }): ReactNode {
  const { theme, words, dir } = useMail();
  const { colours, type } = theme;
  const minutes = words.minutes(story.minutes);
  return (
    <p className="muted" style={{ ...type.small, margin: 0, color: colours.muted.light }}>
      <a
        href={readOnLink(story)}
        aria-label={`${words.readOn}${words.colon}${story.headline}`}
        style={{ color: colours.accent.light, display: 'inline-block', padding: '11px 0', fontWeight: 700 }}
      >
        {words.readOn} {dir === 'rtl' ? '←' : '→'}
      </a>
      {` \u00a0${minutes}`}
    </p>
  );
}
