// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import type { StoryImage } from '../../content/story.ts';
import { FigureFrame } from './figure-frame.tsx';
import { Picture } from './picture.tsx';

/**
 * An image, never wider than the column and never larger than it is, with its caption and whom it is owed to, and `below` pixels
 * between it and what follows.
 */
export function Figure({ credit, caption, below = 0, ...image }: StoryImage & { readonly below?: number }): ReactNode {
  return (
    <FigureFrame caption={[caption, credit].filter((part) => part).join(' · ')} below={below}>
      <Picture {...image} />
    </FigureFrame>
  );
}
