import { imagesOf } from '../images-of.ts';
import type { Remark, Rule } from '../rule.ts';

/** A photograph as wide as the column, at two pixels for each that is shown, has a fifth of this. */
const warnFrom = 1_000_000;

/** The files of the content folder that are shown must be images, and of a size that a phone loads. */
const rule: Rule = ({ edition, imageFiles = [] }) => {
  const files = new Map(imageFiles.map((file) => [file.path, file]));
  const named = new Map(imagesOf(edition).map((image) => [`${image.place} ${image.src}`, image]));
  return [...named.values()].flatMap(({ src, place }): readonly Remark[] => {
    const file = files.get(src);
    if (!file) return [];
    if (!file.size) {
      return [
        {
          severity: 'warning',
          place,
          what: `The size in pixels of ${src} cannot be read.`,
          why: 'It is no image, an empty or broken one, or of a kind that mail programs do not show.',
          fix: 'Look at it, and save it again as PNG, JPEG or GIF.',
        },
      ];
    }
    if (file.bytes <= warnFrom) return [];
    return [
      {
        severity: 'warning',
        place,
        what: `The image ${src} has ${(file.bytes / 1_000_000).toFixed(1)} MB.`,
        why: 'Every reader loads all of it; on a phone its place stays empty for long.',
        fix: 'Save it no more than 1300 pixels wide, photographs as JPEG: that is some 200 KB.',
      },
    ];
  });
};

export default rule;
