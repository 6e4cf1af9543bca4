import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';

declare module 'mdast-util-directive' {
  interface ContainerDirectiveData {
    /** How many of its `:::` lines were found; a closed one has two. */
    fences?: number;
  }
}

/** CommonMark with GFM and `:::` blocks. */
export const parseMarkdown = (markdown: string): Root =>
  unified().use(remarkParse).use(remarkGfm).use(remarkDirective).use(blocksOnly).use(countFences).parse(markdown);

const colon = 58;

/**
 * Keeps the `:::` blocks of remark-directive and drops its `:word` and `::word`: they would eat the `:30am` of `10:30am`.
 * Its extension lists the block first and `::word` second; a test holds that.
 */
function blocksOnly(this: Processor): undefined {
  const extensions = this.data().micromarkExtensions ?? [];
  const blocks = extensions.pop()?.flow?.[colon];
  extensions.push({ flow: { [colon]: (Array.isArray(blocks) ? blocks[0] : blocks) ?? [] } });
}

/** A block that is never closed parses like one that is, so the tree has to remember its `:::` lines. */
function countFences(this: Processor): undefined {
  const data = this.data();
  data.fromMarkdownExtensions ??= [];
  data.fromMarkdownExtensions.push({
    exit: {
      directiveContainerFence() {
        const node = this.stack.at(-1);
        if (node?.type === 'containerDirective') node.data = { ...node.data, fences: (node.data?.fences ?? 0) + 1 };
      },
    },
  });
}
