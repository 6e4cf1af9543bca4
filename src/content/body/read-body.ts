import type { Image, Link, Root } from 'mdast';
import type { Problem } from '../../foundation/masthead-error.ts';
import { beginsWith, beginsWithValue, isLinkAddress } from '../allowed-address.ts';
import type { FindImage } from '../files/find-image.ts';
import type { ImageSize } from '../files/measure-image.ts';
import { shorten } from '../shorten.ts';
import type { BodyProblem } from './body-problem.ts';
import { nodesBelow } from './map-tree.ts';
import { parseBody } from './parse-body.ts';

/** Where a body comes from. */
export type BodyOrigin = {
  readonly file: string;
  /** The line of the file on which the body starts. */
  readonly line: number;
  /** The folder of the file, inside the content folder. */
  readonly folder: string;
  readonly findImage: FindImage;
};

/** Reads a body and checks its addresses. Images come out as find-image.ts gives them; no node keeps its position. */
export async function readBody(
  markdown: string,
  { file, line, folder, findImage }: BodyOrigin,
): Promise<{ readonly body: Root; readonly problems: readonly Problem[] }> {
  const found: BodyProblem[] = [];
  const body = parseBody(markdown, (problem) => found.push(problem));
  const sizes = new Map<Image, ImageSize>();
  for (const node of nodesBelow(body)) {
    if (node.type === 'link' && !isLinkAddress(node.url)) found.push(refusedLink(node));
    if (node.type === 'image') {
      if (!node.alt?.trim()) found.push(withoutAlt(node));
      else if (marksDecoration.test(node.alt)) node.alt = '';
      const image = await findImage(node.url, folder);
      if ('problem' in image) found.push({ ...image.problem, line: lineOf(node) });
      else {
        node.url = image.src;
        if (image.size) sizes.set(node, image.size);
      }
    }
  }
  dropPositions(body);
  for (const [node, size] of sizes) node.data = { ...size };
  const problems = found.map(({ line: bodyLine, ...problem }) => ({
    ...problem,
    place: { file, line: line + bodyLine - 1 },
  }));
  return { body, problems };
}

/** How an image in a body is marked as decoration: `![""](line.png)`, as front matter has `alt: ""`. */
const marksDecoration = /^\s*(?:""|''|“”)\s*$/;

const lineOf = (node: Link | Image): number => node.position?.start.line ?? 1;

function refusedLink(node: Link): BodyProblem {
  const shown = shorten(node.url);
  return {
    code: 'ADDRESS_REFUSED',
    what: shown === '' ? 'A link has no address.' : `The link ${shown} cannot stand in a mail.`,
    why: 'A mail has no page that an address could be relative to, and mail programs open http(s) and mailto only.',
    fix: 'Write the whole address, with https:// or mailto: at its start.',
    ...(beginsWith(node.url) === 'value' ? beginsWithValue : {}),
    line: lineOf(node),
  };
}

function withoutAlt(node: Image): BodyProblem {
  return {
    code: 'IMAGE_WITHOUT_ALT',
    what: `The image ${shorten(node.url)} has no words.`,
    why: 'Many readers see mail with images off, and some hear it read.',
    fix: 'Say between the brackets what it shows; for one that only decorates, write `![""](…)`.',
    line: lineOf(node),
  };
}

function dropPositions(root: Root): void {
  delete root.position;
  for (const node of nodesBelow(root)) {
    delete node.position;
    delete node.data;
  }
}
