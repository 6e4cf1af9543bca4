import type { Nodes } from 'mdast';
import type { Edition } from '../../content/edition.ts';
import type { Rule } from '../rule.ts';

type Sized = { readonly src: string; readonly isSized: boolean };

/**
 * An image on the web whose size nothing tells. Its place is kept only once it is there, and Outlook for Windows, which needs the
 * number, shows it as wide as the column, a small one too.
 */
const rule: Rule = ({ edition }) =>
  imagesOf(edition)
    .filter(({ src, isSized }) => !isSized && /^https?:/i.test(src))
    .map(({ src, place }) => ({
      severity: 'warning',
      place,
      what: `The size of the image ${src} is not known.`,
      why: 'The words jump when it arrives, and Outlook for Windows makes it as wide as the column, a small one too.',
      fix: 'Save it in the images folder, or give `width` and `height` where front matter names it.',
    }));

/** Every image of an edition, with the file that names it. */
function imagesOf(edition: Edition): readonly (Sized & { readonly place: string })[] {
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

function imagesBelow(node: Nodes | undefined): readonly Sized[] {
  if (node?.type === 'image') return [{ src: node.url, isSized: node.data?.width !== undefined }];
  return node && 'children' in node ? node.children.flatMap(imagesBelow) : [];
}

export default rule;
