import type { Image, Nodes, Root } from 'mdast';
import type { Edition } from '../content/edition.ts';
import type { Story, StoryImage } from '../content/story.ts';
import { type Problem, throwProblems } from '../foundation/masthead-error.ts';

/**
 * The edition with public addresses for its images: `images/a b.png` becomes `${assetBase}/images/a%20b.png`. What is
 * http(s), a `cid:` or a merge field already stays. The edition that came in is not changed.
 * @throws MastheadError IMAGE_WITHOUT_BASE for every image of the content folder when there is no `assetBase`
 */
export function resolveImages(edition: Edition, assetBase: string | undefined): Edition {
  const problems: Problem[] = [];
  const address = (src: string, file: string | undefined): string => {
    if (/^(?:https?:|cid:|\{\{)/i.test(src)) return src;
    if (assetBase !== undefined) return `${assetBase}/${src.split('/').map(encodeSegment).join('/')}`;
    problems.push(withoutBase(src, file));
    return src;
  };
  const tree = (root: Root, file: string | undefined): Root => mapImages(root, (node) => address(node.url, file));
  const image = (one: StoryImage, file: string | undefined): StoryImage => ({ ...one, src: address(one.src, file) });
  const story = (one: Story): Story => ({
    ...one,
    body: tree(one.body, one.file),
    ...(one.image ? { image: image(one.image, one.file) } : {}),
  });
  const { sponsor } = edition;
  const resolved = new Map(edition.stories.map((one) => [one, story(one)]));
  const result: Edition = {
    ...edition,
    ...(edition.intro ? { intro: tree(edition.intro, edition.file) } : {}),
    ...(sponsor?.image ? { sponsor: { ...sponsor, image: image(sponsor.image, edition.file) } } : {}),
    stories: [...resolved.values()],
    sections: edition.sections.map((section) => ({
      ...section,
      stories: section.stories.map((one) => resolved.get(one) ?? story(one)),
    })),
  };
  throwProblems(problems);
  return result;
}

/** Half a surrogate pair would make `encodeURIComponent` throw. */
const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'));

function withoutBase(src: string, file: string | undefined): Problem {
  return {
    code: 'IMAGE_WITHOUT_BASE',
    what: `The image ${src} has no public address.`,
    why: 'It is a file of the content folder, and nothing says where those files will be on the web.',
    fix: 'Set `url` in masthead.config.ts, or write the whole https address of the image.',
    ...(file === undefined ? {} : { place: { file } }),
  };
}

/** The same tree where nothing in it is an image. */
function mapImages<Node extends Nodes>(node: Node, address: (image: Image) => string): Node {
  if (node.type === 'image') return { ...node, url: address(node) };
  if (!('children' in node)) return node;
  const children = node.children.map((child) => mapImages(child, address));
  return children.some((child, index) => child !== node.children[index]) ? { ...node, children } : node;
}
