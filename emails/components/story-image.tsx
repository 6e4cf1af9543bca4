import type { StoryImage as Image } from 'masthead';
import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** An image as wide as the column, with a caption or a credit under it. */
export function StoryImage({
  src,
  alt,
  credit,
  caption,
}: Image & { readonly caption?: string | undefined }): ReactNode {
  const { theme } = useMail();
  const { colours, type, space } = theme;
  const width = space.page - 2 * space.edge;
  const below = [caption, credit].filter((part) => part);
  return (
    <>
      <img
        src={src}
        alt={alt}
        width={width}
        style={{ display: 'block', width: '100%', maxWidth: width, height: 'auto' }}
      />
      {below.length === 0 ? null : (
        <span className="muted" style={{ ...type.small, display: 'block', paddingTop: 6, color: colours.muted.light }}>
          {below.join(' ')}
        </span>
      )}
    </>
  );
}
