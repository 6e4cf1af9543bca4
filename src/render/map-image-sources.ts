import type { Image, Nodes, Root } from 'mdast';
import type { Edition } from '../content/edition.ts';
import type { Story, StoryImage } from '../content/story.ts';

/** What becomes of an image's address; `file` is the story or edition that it stands in. */
type MapSource = (src: string, file: string | undefined) => string;

/** The edition with every image's address mapped: in its intro and its stories, over them, and the sponsor's. It is not changed. */
export function mapImageSources(edition: Edition, map: MapSource): Edition {
  const tree = (root: Root, file: string | undefined): Root => mapImages(root, (node) => map(node.url, file));
  const image = (one: StoryImage, file: string | undefined): StoryImage => ({ ...one, src: map(one.src, file) });
  const story = (one: Story): Story => ({
    ...one,
    body: tree(one.body, one.file),
    ...(one.image ? { image: image(one.image, one.file) } : {}),
  });
  const mapped = new Map(edition.stories.map((one) => [one, story(one)]));
  const { intro, sponsor, file } = edition;
  return {
    ...edition,
    ...(intro ? { intro: tree(intro, file) } : {}),
    ...(sponsor?.image ? { sponsor: { ...sponsor, image: image(sponsor.image, file) } } : {}),
    stories: [...mapped.values()],
    sections: edition.sections.map((section) => ({
      ...section,
      stories: section.stories.map((one) => mapped.get(one) ?? story(one)),
    })),
  };
}

/** The same tree where nothing in it is an image. */
function mapImages<Node extends Nodes>(node: Node, address: (image: Image) => string): Node {
  if (node.type === 'image') return { ...node, url: address(node) };
  if (!('children' in node)) return node;
  const children = node.children.map((child) => mapImages(child, address));
  return children.some((child, index) => child !== node.children[index]) ? { ...node, children } : node;
}

/** Whether an address is that of a file in the content folder: not http(s), no part of a message, no merge field. */
export const isLocalImage = (src: string): boolean => !/^(?:https?:|cid:|\{\{)/i.test(src);

/** The files of the content folder that an edition shows, each once. */
export function localImages(edition: Edition): readonly string[] {
  const found = new Set<string>();
  mapImageSources(edition, (src) => {
    if (isLocalImage(src)) found.add(src);
    return src;
  });
  return [...found];
}
