import type { CheckedEdition, Finding } from '../../src/newsletter.ts';
import { style } from './style.ts';
import { count, printable, size } from './words.ts';

/** The findings of an edition for a person, and its size. */
export function findingsText({ edition, rendered, findings }: CheckedEdition): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const verdict =
    findings.length === 0
      ? style('green', 'No findings.')
      : `${count(errors, 'error')}, ${count(warnings, 'warning')}.${errors > 0 ? ' It cannot be sent like this.' : ''}`;
  const bytes = Buffer.byteLength(rendered.html);
  const stories = count(edition.stories.length, 'story', 'stories');
  const summary = `Edition ${edition.id}: ${stories}, ${size(bytes)} of HTML. ${verdict}`;
  return [...findings.map(findingText), summary].join('\n\n');
}

function findingText({ rule, severity, place, what, why, fix }: Finding): string {
  const colour = severity === 'error' ? 'red' : 'yellow';
  return [
    `${style([colour, 'bold'], severity)} ${style('bold', rule)}  ${printable(place)}`,
    `  ${printable(what)}`,
    `  ${printable(why)}`,
    `  ${style('cyan', 'What to do:')} ${printable(fix)}`,
  ].join('\n');
}
