import type { Definition, Root, RootContent } from 'mdast';
import type { BodyProblem, ReportProblem } from './body-problem.ts';
import { buildDirective } from './build-directive.ts';
import { mapTree, nodesBelow } from './map-tree.ts';
import { parseMarkdown } from './markdown-parser.ts';
import { deepestNesting, findDeepLine, findDeepNode } from './measure-nesting.ts';
import { type ProtectedMarkdown, protectFields } from './protect-fields.ts';
import { restoreFields } from './restore-fields.ts';

/**
 * Reads Markdown into a syntax tree with the nodes of body-nodes.ts. References (`[text][name]`) become the links and
 * images they stand for. Nodes keep their positions, whose lines count from the body's first. Mistakes in `:::` blocks
 * are told to `report`; the tree then holds what stood in them. Never throws.
 */
export function parseBody(markdown: string, report: ReportProblem = () => {}): Root {
  const fields = protectFields(markdown);
  const root = parseShallow(fields.markdown);
  if (typeof root === 'number') {
    report(tooComplex(fields.originalLine(root)));
    return { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: markdown }] }] };
  }
  restoreLines(root, fields);
  const definitions = definitionsIn(root);
  mapTree(root, (node) => {
    const inlined = inlineReference(node, definitions);
    if (!inlined) return [];
    const restored = restoreFields(inlined, fields);
    if (isStrayFence(node, fields.markdown)) report(strayFence(node, fields));
    return restored.flatMap((one) => (one.type === 'containerDirective' ? buildDirective(one, report) : [one]));
  });
  return root;
}

/** The tree, or the line on which it nests too deep. */
function parseShallow(markdown: string): Root | number {
  const deep = findDeepLine(markdown);
  if (deep !== undefined) return deep;
  try {
    const root = parseMarkdown(markdown);
    return findDeepNode(root) ?? root;
  } catch (error) {
    // The parser ran out of stack on some nesting that findDeepLine does not count.
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

function restoreLines(root: Root, fields: ProtectedMarkdown): void {
  for (const { position } of nodesBelow(root)) {
    if (position) position.start.line = fields.originalLine(position.start.line);
  }
}

function definitionsIn(root: Root): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  for (const node of nodesBelow(root)) {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  }
  return definitions;
}

/** A reference as the link or image it stands for; nothing for the definition itself. */
function inlineReference(node: RootContent, definitions: ReadonlyMap<string, Definition>): RootContent | undefined {
  if (node.type === 'definition') return undefined;
  if (node.type !== 'linkReference' && node.type !== 'imageReference') return node;
  const definition = definitions.get(node.identifier);
  if (!definition) return node;
  const { url, title, position } = definition;
  const target = { url, ...(title ? { title } : {}), ...(position ? { position } : {}) };
  return node.type === 'linkReference'
    ? { type: 'link', children: node.children, ...target }
    : { type: 'image', ...(node.alt ? { alt: node.alt } : {}), ...target };
}

/** A paragraph that begins with `:::` was meant as a block, or as the end of one; with `\:` it was not. */
const isStrayFence = (node: RootContent, markdown: string): boolean =>
  node.type === 'paragraph' && markdown.startsWith(':::', node.position?.start.offset);

function strayFence({ position }: RootContent, { markdown }: ProtectedMarkdown): BodyProblem {
  const typed = markdown.slice(position?.start.offset).split('\n')[0] ?? '';
  return {
    code: 'DIRECTIVE_INVALID',
    what: `The line \`${typed.slice(0, 60)}\` neither opens a block nor closes one.`,
    why: 'A block opens with its name right after the colons, and nothing after its [speaker] and {attributes}.',
    fix: 'Write it like `:::quote[Speaker]`, or take the line out. A line that only begins like one begins with `\\:`.',
    line: position?.start.line ?? 1,
  };
}

const tooComplex = (line: number): BodyProblem => ({
  code: 'BODY_TOO_COMPLEX',
  what: 'The Markdown nests too deep.',
  why: `More than ${deepestNesting} quotes, lists, blocks, links or marks of emphasis stand inside one another here.`,
  fix: 'Flatten it; a mail program shows about ten levels.',
  line,
});
