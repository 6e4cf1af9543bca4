import { Block, Passage, readOnLink, type Story, useMail } from 'masthead';
import type { ReactNode } from 'react';
import { StoryHead } from './story-head.tsx';

/** A story in short: its summary, and the way to the rest. */
export function SummaryCard({ story }: { readonly story: Story }): ReactNode {
  const { theme } = useMail();
  return (
    <Block above={theme.space.story} dir={story.dir}>
      <Passage lang={story.lang} dir={story.dir}>
        <StoryHead story={story} href={readOnLink(story)} />
        <p style={{ margin: '8px 0 0' }}>{story.summary}</p>
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
