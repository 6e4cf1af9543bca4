import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Place } from '../foundation/masthead-error.ts';
import type { Template } from './template-props.ts';

type Located = { readonly place: Place; readonly component?: string };

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const pascalCase = (name: string): string => camelCase(`-${name}`);

/**
 * Where the templates write the tag that MJML refuses. MJML sees only the markup, which is one line and knows no components,
 * so the sources are searched for the tag, first for one with the attribute that the message names. Good enough to click on;
 * where nothing is found, the template's file.
 */
export async function locateMjmlTag(
  fault: { readonly message: string; readonly tagName: string },
  template: Template,
): Promise<Located> {
  const base = fault.tagName.replace(/^mj-/, '');
  const tag = new RegExp(`<(?:${fault.tagName}|Mjml${base === 'mjml' ? '' : pascalCase(base)})(?=[\\s/>])[^<]*`, 'g');
  const named = /^Attributes? (?<names>[\w-]+)/.exec(fault.message)?.groups?.names;
  const attribute = named === undefined ? undefined : new RegExp(`\\b(?:${named}|${camelCase(named)})\\s*=`);
  const found = (await sources(template)).flatMap(({ file, text }) =>
    [...text.matchAll(tag)].map((match) => ({ file, text, offset: match.index, opening: match[0] })),
  );
  const best = found.find(({ opening }) => attribute?.test(opening)) ?? found[0];
  if (!best) return { place: { file: template.file } };
  const before = best.text.slice(0, best.offset);
  const component = [...before.matchAll(/\b(?:function|const|class)\s+([A-Z]\w*)/g)].at(-1)?.[1];
  return {
    place: { file: relative(template.folder, best.file), line: before.split('\n').length },
    ...(component === undefined ? {} : { component }),
  };
}

/** The template's own source first, then those of the components below its folder. */
async function sources(template: Template): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const own = resolve(template.folder, template.file);
  const directory = dirname(own);
  const entries = await readdir(directory, { recursive: true });
  const others = entries
    .filter((entry) => /\.[jt]sx$/.test(entry) && !entry.includes('node_modules'))
    .map((entry) => join(directory, entry))
    .filter((file) => file !== own)
    .sort();
  return Promise.all([own, ...others].map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
}
