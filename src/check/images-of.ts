import type { Nodes } from 'mdast';
import type { Edition } from '../content/edition.ts';

/** An image as a file of an edition names it. */
export type NamedImage = {
  readonly src: string;
  /** Whether it is known how wide it is shown. */
  readonly isSized: boolean;
  /** The file that names it. */
  readonly place: string;
};

/** Every image of an edition, with the file that names it. */
export function imagesOf(edition: Edition): readonly NamedImage[] {
  const ofFile = edition.file ?? 'html';
  const { sponsor, intro } = edition;
  return [
    ...(sponsor?.image ? [{ src: sponsor.image.src, isSized: sponsor.image.width !== undefined, place: ofFile }] : []),
    ...imagesBelow(intro).map((image) => ({ ...image, place: ofFile })),
    ...edition.stories.flatMap(({ image, body, file }) =>
      [...(image ? [{ src: image.src, isSized: image.width !== undefined }] : []), ...imagesBelow(body)].map((one) => ({
        ...one,
        place: file,
      })),
    ),
  ];
}

function imagesBelow(node: Nodes | undefined): readonly Omit<NamedImage, 'place'>[] {
  if (node?.type === 'image') return [{ src: node.url, isSized: node.data?.width !== undefined }];
  return node && 'children' in node ? node.children.flatMap(imagesBelow) : [];
}
