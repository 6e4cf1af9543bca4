import { Block, type Edition, StoryBody } from 'masthead';
import type { ReactNode } from 'react';

/** The edition's own words before its stories, where it has any. */
export function Intro({ edition }: { readonly edition: Edition }): ReactNode {
  if (!edition.intro) return null;
  return (
    <Block>
      <StoryBody tree={edition.intro} idPrefix="intro" />
    </Block>
  );
}
