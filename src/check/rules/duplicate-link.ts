import type { Rule } from '../rule.ts';

/** The same words leading to the same place twice: mostly a paragraph or a source that was pasted twice. */
const rule: Rule = ({ mail }) => {
  const counts = new Map<string, number>();
  for (const { href, label } of mail.links) {
    if (!/^https?:/.test(href)) continue;
    const key = `“${label}” to ${href}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([link, count]) => ({
      severity: 'warning',
      place: 'html',
      what: `The link ${link} stands there ${count} times.`,
      why: 'Readers meet the same link again, and filters count links.',
      fix: 'Keep one, or give each its own words.',
    }));
};

export default rule;
