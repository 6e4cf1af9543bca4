import { gmailLimits } from '../gmail-limits.ts';
import type { Rule } from '../rule.ts';

/** Gmail shows the beginning of a mail, and no more. */
const rule: Rule = ({ rendered }) => {
  const bytes = Buffer.byteLength(rendered.html);
  const kilobytes = Math.ceil(bytes / 1000);
  if (bytes <= gmailLimits.tight) return [];
  return [
    {
      severity: bytes > gmailLimits.cut ? 'error' : 'warning',
      place: 'html',
      what: `The HTML has ${kilobytes} KB.`,
      why: 'Gmail shows the first 102 KB and hides the rest, the link to unsubscribe with it.',
      fix: 'Carry fewer stories in full, or shorten them.',
    },
  ];
};

export default rule;
