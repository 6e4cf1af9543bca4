// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { CSSProperties, ReactNode } from 'react';
import type { StoryImage } from '../../content/story.ts';
import { useMail } from './mail-context.ts';

/** An image that is narrower than this is a sign more than a picture: its words do not fit in its place. */
const narrowest = 120;

/** The image of a figure by itself. Where images are off, its words stand in its place, in italics where its script has some. */
export function Picture({ src, alt, width, height }: Pick<StoryImage, 'src' | 'alt' | 'width' | 'height'>): ReactNode {
  const { colours, fonts, type, space } = useMail().theme;
  const shown = Math.min(width ?? space.column, space.column);
  const high = width === undefined || height === undefined ? undefined : Math.round((height * shown) / width);
  return (
    <img
      className="tint"
      src={src}
      alt={alt}
      width={shown}
      height={high}
      style={{
        display: 'block',
        ...sizeOf({ shown, high, isKnown: width !== undefined }),
        font: `${type.quote.fontStyle ?? 'normal'} ${type.small.fontSize}px/${type.small.lineHeight} ${fonts.serif}`,
        color: colours.muted.light,
        backgroundColor: colours.tint.light,
      }}
    />
  );
}

type Size = { readonly shown: number; readonly high: number | undefined; readonly isKnown: boolean };

function sizeOf({ shown, high, isKnown }: Size): CSSProperties {
  // Where its size is not known, it is shown as large as it is. Outlook for Windows reads the attribute alone, and would let a
  // large one tear the page open.
  if (!isKnown) return { width: 'auto', maxWidth: '100%', height: 'auto' };
  if (high === undefined || shown >= narrowest) return { width: '100%', maxWidth: shown, height: 'auto' };
  // Where images are off, its words would stand one letter below the other, and make a tower of it.
  return { width: shown, height: high, wordBreak: 'normal', overflowWrap: 'normal' };
}
