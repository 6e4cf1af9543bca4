import { MastheadError, type Place, type Problem } from '../../src/foundation/masthead-error.ts';
import { style } from './style.ts';
import { count, printable } from './words.ts';

/** Tells a person, on stderr, everything that is wrong: where, what, why, what to do. Gives the exit code. */
export function reportError(error: unknown, { json = false }: { readonly json?: boolean } = {}): number {
  if (!(error instanceof MastheadError)) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const fix = 'This is a fault of Masthead. Please report it with the text above.';
    if (json) console.log(JSON.stringify({ problems: [{ code: 'FAULT', what, why: '', fix }] }, null, 2));
    else console.error(`${style('red', 'error', process.stderr)} FAULT\n${what}\n${fix}`);
    return 1;
  }
  if (json) console.log(JSON.stringify({ problems: error.problems }, null, 2));
  else console.error(error.problems.map(problemText).join('\n\n'));
  if (!json && error.problems.length > 1) console.error(`\n${count(error.problems.length, 'problem')}.`);
  return error.exitCode;
}

const placeText = ({ file, line, column }: Place): string => [file, line, column].filter((part) => part).join(':');

function problemText({ code, what, why, fix, place }: Problem): string {
  const where = place ? `  ${placeText(place)}` : '';
  const lines = [what, why].filter(Boolean).map((line) => `  ${printable(line)}`);
  return [
    `${style(['red', 'bold'], 'error', process.stderr)} ${style('bold', code, process.stderr)}${printable(where)}`,
    ...lines,
    `  ${style('cyan', 'What to do:', process.stderr)} ${printable(fix)}`,
  ].join('\n');
}
