import type { ImageFrontMatter } from '../front-matter/value-schemas.ts';
import type { StoryImage } from '../story.ts';
import type { FoundImage } from './find-image.ts';
import type { ImageSize } from './measure-image.ts';

/** An image of front matter with what was found of its file; nothing where that is wrong. */
export function composeImage(
  image: ImageFrontMatter | undefined,
  found: FoundImage | undefined,
): StoryImage | undefined {
  if (!image || !found || 'problem' in found) return undefined;
  const { alt, caption, credit } = image;
  return {
    src: found.src,
    alt,
    ...(caption === undefined ? {} : { caption }),
    ...(credit === undefined ? {} : { credit }),
    ...shownSize(image, found.size),
  };
}

/** What front matter says of the size goes before what was read from the file; of one side that is given, the other follows. */
function shownSize({ width, height }: ImageFrontMatter, file: ImageSize | undefined): Partial<ImageSize> {
  if (width !== undefined && height !== undefined) return { width, height };
  if (!file) return width === undefined ? {} : { width };
  if (width !== undefined) return { width, height: Math.round((file.height * width) / file.width) };
  return height === undefined ? file : { width: Math.round((file.width * height) / file.height), height };
}

/** Where an image of front matter is looked for, even when other keys are wrong: so everything is told at once. */
export const imageSrcIn = (image: unknown): string | undefined =>
  typeof image === 'object' && image !== null && 'src' in image && typeof image.src === 'string'
    ? image.src
    : undefined;
