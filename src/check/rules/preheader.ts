import type { Rule } from '../rule.ts';
import { visibleText } from '../visible-text.ts';

/** What inboxes show after the subject: without it they take the first words of the mail. */
const rule: Rule = ({ rendered, edition }) => {
  const length = [...visibleText(rendered.preheader)].length;
  const file = edition.file ?? 'an edition file for this date';
  if (length === 0) {
    return [
      {
        severity: 'warning',
        place: 'preheader',
        what: 'There is no preheader.',
        why: 'Inboxes then show whatever words come first, often “View in browser”.',
        fix: `Set \`preheader\` in ${file}: one sentence that goes on where the subject stops.`,
      },
    ];
  }
  if (length <= 140) return [];
  return [
    {
      severity: 'warning',
      place: 'preheader',
      what: `The preheader has ${length} characters.`,
      why: 'No inbox shows more than about 140.',
      fix: `Shorten \`preheader\` in ${file}.`,
    },
  ];
};

export default rule;
