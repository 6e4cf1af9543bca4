import type { Rule } from '../rule.ts';
import { visibleText } from '../visible-text.ts';

/** Phones show some 40 characters of a subject, desktop programs some 70; no program shows more than 150. */
const rule: Rule = ({ rendered, edition }) => {
  const length = [...visibleText(rendered.subject)].length;
  const remark = { place: 'subject', fix: `Set \`subject\` in ${edition.file ?? 'an edition file for this date'}.` };
  if (length === 0) {
    const why = 'A mail without a subject looks like a mistake, and filters treat it as one.';
    return [{ ...remark, severity: 'error', what: 'The subject is empty.', why }];
  }
  if (length <= 70) return [];
  return [
    {
      ...remark,
      severity: length > 150 ? 'error' : 'warning',
      what: `The subject has ${length} characters.`,
      why: 'Inboxes cut it after about 70, phones after about 40.',
      fix: 'Say it in 70 characters, the important words first.',
    },
  ];
};

export default rule;
