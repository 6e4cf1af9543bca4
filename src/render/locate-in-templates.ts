import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from '../foundation/masthead-error.ts';

type Located = { readonly place: Place; readonly component?: string };
type Frame = { readonly name: string; readonly file: string; readonly line: number; readonly column: number };

/**
 * Where in the newsletter's templates an error was thrown, by its stack: the topmost frame that lies beside the template or
 * below, and the component it belongs to. Without such a frame, the template's file.
 */
export function locateInTemplates(
  error: unknown,
  template: { readonly folder: string; readonly file: string },
): Located {
  const templates = dirname(resolve(template.folder, template.file));
  const frames = stackFrames(error).filter(({ file }) => isInside(file, templates));
  const [top] = frames;
  if (!top) return { place: { file: template.file } };
  // A helper is called by a component: the nearest capital letter up the stack names it.
  const component = frames.find(({ name }) => /^[A-Z]/.test(name))?.name;
  return {
    place: { file: relative(template.folder, top.file), line: top.line, column: top.column },
    ...(component === undefined ? {} : { component }),
  };
}

function isInside(file: string, directory: string): boolean {
  const path = relative(directory, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path) && !path.includes('node_modules');
}

function stackFrames(error: unknown): readonly Frame[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack.split('\n').flatMap((text) => {
    const match =
      /^\s*at (?:(?:async |new )*(?<name>[^ (]+)[^(]* \()?(?<file>[^()]+?):(?<line>\d+):(?<column>\d+)\)?$/.exec(text);
    const { name = '', file = '', line, column } = match?.groups ?? {};
    if (file === '') return [];
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    return [
      {
        name: name.split('.').at(-1) ?? '',
        // Loaders add a query to a file that they import anew.
        file: path.replace(/\?.*$/, ''),
        line: Number(line),
        column: Number(column),
      },
    ];
  });
}
