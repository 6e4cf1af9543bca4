// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import type { StorySource } from '../../content/story.ts';
import { useMail } from './mail-context.ts';

/** Where a story comes from, as one run of links. */
export function SourceList({ sources }: { readonly sources: readonly StorySource[] }): ReactNode {
  const { theme, words } = useMail();
  const { colours, type } = theme;
  if (sources.length === 0) return null;
  return (
    <p className="muted" style={{ ...type.small, lineHeight: '26px', margin: 0, color: colours.muted.light }}>
      <b>{words.sources}</b>
      {sources.map(({ name, url }) => (
        <span key={`${name} ${url}`}>
          {' · '}
          <a href={url} style={{ color: colours.accent.light }}>
            {name}
          </a>
        </span>
      ))}
    </p>
  );
}
