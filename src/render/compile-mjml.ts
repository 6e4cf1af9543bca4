import type { DrawingMemory } from './drawing-memory.ts';
import { hollowText } from './hollow-text.ts';
import { type CompileMjml, loadMjml } from './load-mjml.ts';
import { tightenHtml } from './tighten-html.ts';

/** The minifier's switches; MJML's types know only some of them. */
const minifyOptions = {
  collapseWhitespace: true,
  // Of the styles this would save 1 %, and the first render would take 2.3 s instead of 0.1 s.
  minifyCss: false,
  removeComments: false,
  // An empty `alt` marks an image as decoration; it is not an attribute too many.
  removeEmptyAttributes: false,
  // The minifier would look for its settings in the working directory and above.
  skipConfigLoading: true,
  minifySvg: false,
  minifyJs: false,
  minifyJson: false,
  minifyHtmlTemplate: false,
  normalizeAttributeValues: false,
  deduplicateAttributeValues: false,
  sortAttributesWithLists: false,
} as const;

const options: Parameters<CompileMjml>[1] = {
  validationLevel: 'strict',
  // Otherwise MJML links a web font: a request to a third party in every mail.
  fonts: {},
  keepComments: false,
  minify: true,
  minifyOptions,
  useMjmlConfigOptions: false,
  ignoreIncludes: true,
};

/**
 * MJML markup as minified HTML, its conditional comments whole. With a memory, a page that differs from an earlier one only in
 * its words is not laid out again, and of its words only those that are new are tightened.
 * @throws MJML's ValidationError, which lists every fault as `errors`
 */
export async function compileMjml(markup: string, memory?: DrawingMemory): Promise<string> {
  const hollow = hollowText(markup);
  const lay = async (): Promise<string> => (await loadMjml()(hollow.markup, options)).html.trim();
  if (!memory) return hollow.fill(await lay(), tightenHtml);
  const page = await memory.recallLater(['page', hollow.markup], lay);
  return hollow.fill(page, (text) => memory.recall(['words', text], () => tightenHtml(text)));
}
