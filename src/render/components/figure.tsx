// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import type { StoryImage } from '../../content/story.ts';
import { useMail } from './mail-context.ts';

/**
 * An image, never wider than the column, with its caption and whom it is owed to. Where images are off, its words stand in its
 * place, in italics if its script has some.
 */
export function Figure({ src, alt, width, height, credit, caption }: StoryImage): ReactNode {
  const { theme } = useMail();
  const { colours, type, space } = theme;
  const shown = Math.min(width ?? space.column, space.column);
  const below = [caption, credit].filter((part) => part);
  return (
    <>
      <img
        className="tint"
        src={src}
        alt={alt}
        width={shown}
        height={width === undefined || height === undefined ? undefined : Math.round((height * shown) / width)}
        style={{
          display: 'block',
          width: '100%',
          maxWidth: shown,
          height: 'auto',
          font: `${type.quote.fontStyle ?? 'normal'} ${type.small.fontSize}px/${type.small.lineHeight} ${theme.fonts.serif}`,
          color: colours.muted.light,
          backgroundColor: colours.tint.light,
        }}
      />
      {below.length === 0 ? null : (
        <span className="muted" style={{ ...type.small, display: 'block', paddingTop: 6, color: colours.muted.light }}>
          {below.join(' · ')}
        </span>
      )}
    </>
  );
}
