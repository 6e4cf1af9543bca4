// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import type { StoryImage } from '../../content/story.ts';
import { useMail } from './mail-context.ts';

/** The image of a figure by itself. Where images are off, its words stand in its place, in italics where its script has some. */
export function Picture({ src, alt, width, height }: Pick<StoryImage, 'src' | 'alt' | 'width' | 'height'>): ReactNode {
  const { colours, fonts, type, space } = useMail().theme;
  const shown = Math.min(width ?? space.column, space.column);
  // Where its size is not known, it is shown as large as it is. Outlook for Windows reads the attribute alone, and would let a
  // large one tear the page open.
  const size = width === undefined ? { width: 'auto', maxWidth: '100%' } : { width: '100%', maxWidth: shown };
  return (
    <img
      className="tint"
      src={src}
      alt={alt}
      width={shown}
      height={width === undefined || height === undefined ? undefined : Math.round((height * shown) / width)}
      style={{
        display: 'block',
        ...size,
        height: 'auto',
        font: `${type.quote.fontStyle ?? 'normal'} ${type.small.fontSize}px/${type.small.lineHeight} ${fonts.serif}`,
        color: colours.muted.light,
        backgroundColor: colours.tint.light,
      }}
    />
  );
}
