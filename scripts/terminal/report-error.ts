import { MastheadError, type Place, type Problem } from '../../src/foundation/masthead-error.ts';
import { style } from './style.ts';
import { count, printable } from './words.ts';

/**
 * Tells a person, on stderr, everything that is wrong: where, what, why, what to do. Gives the exit code.
 * @param json one document on stdout instead
 * @param events an `error` event on stdout as well; with `json`, in place of its document
 */
export function reportError(
  error: unknown,
  { json = false, events = false }: { readonly json?: boolean; readonly events?: boolean } = {},
): number {
  const problems = error instanceof MastheadError ? error.problems : [fault(error)];
  // Where both were asked for, the event alone: it is one document too.
  if (events) console.log(JSON.stringify({ event: 'error', problems }));
  else if (json) console.log(JSON.stringify({ problems }, null, 2));
  if (!json && error instanceof MastheadError) {
    console.error(problems.map(problemText).join('\n\n'));
    if (problems.length > 1) console.error(`\n${count(problems.length, 'problem')}.`);
  } else if (!json) console.error(problems.map(faultText).join('\n'));
  return error instanceof MastheadError ? error.exitCode : 1;
}

type Told = Omit<Problem, 'code'> & { readonly code: string };

const fault = (error: unknown): Told => ({
  code: 'FAULT',
  what: error instanceof Error ? (error.stack ?? error.message) : String(error),
  why: '',
  fix: 'This is a fault of Masthead. Please report it with the text above.',
});

const faultText = ({ code, what, fix }: Told): string =>
  `${style('red', 'error', process.stderr)} ${code}\n${what}\n${fix}`;

const placeText = ({ file, line, column }: Place): string => [file, line, column].filter((part) => part).join(':');

function problemText({ code, what, why, fix, place }: Told): string {
  const where = place ? `  ${placeText(place)}` : '';
  const lines = [what, why].filter(Boolean).map((line) => `  ${printable(line)}`);
  return [
    `${style(['red', 'bold'], 'error', process.stderr)} ${style('bold', code, process.stderr)}${printable(where)}`,
    ...lines,
    `  ${style('cyan', 'What to do:', process.stderr)} ${printable(fix)}`,
  ].join('\n');
}
