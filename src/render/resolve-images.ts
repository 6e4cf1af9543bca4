import type { Edition } from '../content/edition.ts';
import { type Problem, throwProblems } from '../foundation/masthead-error.ts';
import { isLocalImage, mapImageSources } from './map-image-sources.ts';

/**
 * The edition with public addresses for its images: `images/a b.png` becomes `${assetBase}/images/a%20b.png`. What is
 * http(s), a `cid:` or a merge field already stays. The edition that came in is not changed.
 * @throws MastheadError IMAGE_WITHOUT_BASE for every image of the content folder when there is no `assetBase`
 */
export function resolveImages(edition: Edition, assetBase: string | undefined): Edition {
  const problems: Problem[] = [];
  const resolved = mapImageSources(edition, (src, file) => {
    if (!isLocalImage(src)) return src;
    if (assetBase !== undefined) return `${assetBase}/${encodePath(src)}`;
    problems.push(withoutBase(src, file));
    return src;
  });
  throwProblems(problems);
  return resolved;
}

/** A path as it stands in an address. Half a surrogate pair would make `encodeURIComponent` throw. */
export const encodePath = (path: string): string =>
  path
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/');

function withoutBase(src: string, file: string | undefined): Problem {
  return {
    code: 'IMAGE_WITHOUT_BASE',
    what: `The image ${src} has no public address.`,
    why: 'It is a file of the content folder, and nothing says where those files will be on the web.',
    fix: 'Set `url` in masthead.config.ts, or write the whole https address of the image.',
    ...(file === undefined ? {} : { place: { file } }),
  };
}
