// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { CSSProperties, ReactNode } from 'react';
import type { StorySource } from '../../content/story.ts';
import { useMail } from './mail-context.ts';

/** More than these are no line to be read but a list to be searched. */
const mostInOneLine = 8;

/** Where a story comes from: a run of links, or, where they are many, a list. */
export function SourceList({ sources }: { readonly sources: readonly StorySource[] }): ReactNode {
  const { theme, words, start } = useMail();
  const { colours, type } = theme;
  if (sources.length === 0) return null;
  const look: CSSProperties = { ...type.small, lineHeight: '26px', color: colours.muted.light };
  const link = ({ name, url }: StorySource): ReactNode => (
    <a href={url} style={{ color: colours.accent.light }}>
      {name}
    </a>
  );
  if (sources.length <= mostInOneLine) {
    return (
      <p className="muted sources" style={{ ...look, margin: 0 }}>
        <b>{words.sources}</b>
        {sources.map((source) => (
          <span key={`${source.name} ${source.url}`}>
            {' · '}
            {link(source)}
          </span>
        ))}
      </p>
    );
  }
  return (
    <div className="muted sources" style={look}>
      <b>{words.sources}</b>
      <ul style={{ margin: start === 'left' ? '0 0 0 18px' : '0 18px 0 0', padding: 0 }}>
        {sources.map((source) => (
          <li key={`${source.name} ${source.url}`}>{link(source)}</li>
        ))}
      </ul>
    </div>
  );
}
