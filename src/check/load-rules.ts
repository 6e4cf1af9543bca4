import { readdir } from 'node:fs/promises';
import type { Rule } from './rule.ts';

/** Every file in rules/ is a rule, so that one more touches nothing else. Sorted by name. */
export async function loadRules(): Promise<readonly { readonly name: string; readonly rule: Rule }[]> {
  const folder = new URL('rules/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => /(?<!\.d)\.(ts|js)$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const module: { readonly default: Rule } = await import(new URL(file, folder).href);
      return { name: file.replace(/\.(ts|js)$/, ''), rule: module.default };
    }),
  );
}
