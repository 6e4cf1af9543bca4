import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { MastheadError } from '../foundation/masthead-error.ts';

/** What Vite's compiler rejects a file with; columns count from 0. */
const compilerError = z.object({
  message: z.string(),
  errors: z
    .array(z.object({ message: z.string(), loc: z.object({ file: z.string(), line: z.number(), column: z.number() }) }))
    .nonempty(),
});

/** The error for a file that does not compile, or undefined when `error` is of another kind. */
export function syntaxError(error: unknown, folder: string): MastheadError | undefined {
  const parsed = compilerError.safeParse(error);
  const first = parsed.data?.errors[0];
  if (!first) return undefined;
  const file = relative(folder, first.loc.file);
  const [why = ''] = stripVTControlCharacters(first.message)
    .replace(/^\s*\[[A-Z_]+\]\s*/, '')
    .split('\n');
  return new MastheadError('MODULE_SYNTAX', {
    what: `${file} does not compile.`,
    why: `${why.replace(/\.$/, '')}.`,
    fix: 'Mend the line that is named.',
    place: { file, line: first.loc.line, column: first.loc.column + 1 },
    cause: error,
  });
}
