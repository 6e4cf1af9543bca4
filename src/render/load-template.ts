import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, parse, relative, resolve } from 'node:path';
import { MastheadError } from '../foundation/masthead-error.ts';
import { nearest } from '../foundation/nearest.ts';
import { locateInTemplates } from './locate-in-templates.ts';
import { readWords } from './read-words.ts';
import type { Template, TemplateComponent } from './template-props.ts';

/** Where templates are, and how their files are imported. */
export type TemplateSource = {
  /** The newsletter's folder, absolute. */
  readonly folder: string;
  /** The folder of its templates, relative to `folder`: `emails`. */
  readonly templates: string;
  readonly importModule: (file: string) => Promise<unknown>;
};

/**
 * The template of that name: what `emails/NAME.tsx` (or `.jsx`) exports by default, and as `words`. A name comes from front
 * matter, so it is only ever compared with the names of files that are there, and never made into a path.
 * @throws MastheadError TEMPLATE_NOT_FOUND, TEMPLATE_BROKEN, TEMPLATE_NO_DEFAULT, TEMPLATE_WORDS
 */
export async function loadTemplate(name: string, source: TemplateSource): Promise<Template> {
  const files = await templateFiles(join(source.folder, source.templates));
  const base = files.get(name);
  if (!base) throw templateNotFound(name, [...files.keys()], source);
  const template = { name, folder: source.folder, file: join(source.templates, base) };
  const module = await importTemplate(template, source.importModule);
  const { default: component, words } = isModule(module) ? module : {};
  if (!isComponent(component)) {
    throw new MastheadError('TEMPLATE_NO_DEFAULT', {
      what: `${template.file} does not export a component by default.`,
      why: component === undefined ? 'It has no default export.' : `Its default export is a ${typeof component}.`,
      fix: 'Write `export default function …({ edition, newsletter }: TemplateProps) { … }` in it.',
      place: { file: template.file },
    });
  }
  return { ...template, component, ...(words === undefined ? {} : { words: readWords(words, template) }) };
}

const isModule = (value: unknown): value is { readonly default?: unknown; readonly words?: unknown } =>
  typeof value === 'object' && value !== null;

/** Components may be functions, classes, or what `memo` and `forwardRef` give; React itself refuses the rest. */
const isComponent = (value: unknown): value is TemplateComponent =>
  typeof value === 'function' || (typeof value === 'object' && value !== null && '$$typeof' in value);

async function templateFiles(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const named = entries
    .filter((entry) => !entry.isDirectory() && /\.[jt]sx$/.test(entry.name))
    // Of `digest.jsx` and `digest.tsx` the latter is written last and wins.
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .map((entry) => [parse(entry.name).name, entry.name] as const);
  return new Map(named);
}

function templateNotFound(
  name: string,
  known: readonly string[],
  { folder, templates }: Pick<TemplateSource, 'folder' | 'templates'>,
): MastheadError {
  const what = `There is no template ${JSON.stringify(name)}.`;
  if (known.length === 0) {
    return new MastheadError('TEMPLATE_NOT_FOUND', {
      what,
      why: `${templates}/ holds no .tsx or .jsx file.`,
      fix: `Begin with those that come with the program: \`cp -r ${ownTemplates(folder)} ${templates}\`.`,
    });
  }
  const near = nearest(name, known);
  return new MastheadError('TEMPLATE_NOT_FOUND', {
    what,
    why: `${templates}/ holds ${known.join(', ')}.`,
    fix: near ? `Did you mean ${near}?` : `Name one of these, or write ${templates}/NAME.tsx.`,
  });
}

/** What is in the templates folder of the package, for a command that is run in `folder`: `node_modules/masthead/emails/.`. */
function ownTemplates(folder: string): string {
  const own = join(dirname(createRequire(import.meta.url).resolve('masthead/package.json')), 'emails');
  const below = relative(folder, own);
  const path = below.startsWith('..') ? own : below;
  return /\s/.test(path) ? `"${path}/."` : `${path}/.`;
}

async function importTemplate(
  template: Omit<Template, 'component'>,
  importModule: TemplateSource['importModule'],
): Promise<unknown> {
  const path = resolve(template.folder, template.file);
  try {
    return await importModule(path);
  } catch (cause) {
    const known = cause instanceof MastheadError ? cause.problems[0] : undefined;
    const why = known?.why ?? (cause instanceof Error ? cause.message : String(cause));
    throw new MastheadError('TEMPLATE_BROKEN', {
      what: `The template ${template.name} cannot be loaded.`,
      why: known ? `${known.what} ${why}` : why,
      fix: known?.fix ?? 'Mend the line that is named; the edition and its stories are not at fault.',
      place: known?.place ?? locateInTemplates(cause, template).place,
      cause,
    });
  }
}
