import type { Rule } from '../rule.ts';

/** Gmail cuts a mail off at about 102 KB of HTML, and then drops its styles too (hteumeuleu/email-bugs 41 and 56). */
const rule: Rule = ({ rendered }) => {
  const bytes = Buffer.byteLength(rendered.html);
  const kilobytes = Math.ceil(bytes / 1000);
  if (bytes <= 80_000) return [];
  return [
    {
      severity: bytes > 100_000 ? 'error' : 'warning',
      place: 'html',
      what: `The HTML has ${kilobytes} KB.`,
      why: 'Gmail shows the first 102 KB and hides the rest, the link to unsubscribe with it.',
      fix: 'Carry fewer stories in full, or shorten them.',
    },
  ];
};

export default rule;
