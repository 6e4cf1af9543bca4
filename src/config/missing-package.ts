import { relative } from 'node:path';
import { MastheadError } from '../foundation/masthead-error.ts';

/** How Vite, and then Node, say that a package is nowhere: its name, and the file that imports it. */
const sayings = [
  /^Failed to load url (?<name>[^./][^\s]*) \(resolved id: \k<name>\) in (?<file>.+?)\. Does the file exist\?/,
  /^Cannot find (?:module|package) '(?<name>[^'./][^']*)' imported from '?(?<file>[^']+?)'?$/m,
];

/** The error for an import of a package that is not installed, or undefined when `error` is of another kind. */
export function missingPackage(error: unknown, folder: string): MastheadError | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const saying of sayings) {
    const { name, file } = saying.exec(error.message)?.groups ?? {};
    if (!name || !file) continue;
    const importer = relative(folder, file);
    return new MastheadError('PACKAGE_MISSING', {
      what: `${importer} imports ${name}, which is not installed.`,
      why: 'It was looked for from the folder of the newsletter upwards.',
      fix: `Run \`npm install ${name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')}\` in the folder, or take the import out.`,
      place: { file: importer },
      cause: error,
    });
  }
  return undefined;
}
