import type { Rule } from '../rule.ts';

/** A link without an address leads nowhere; a link without words cannot be seen, nor heard. */
const rule: Rule = ({ mail }) =>
  mail.links.flatMap(({ href, label }) => {
    if (href !== '' && href !== '#' && label !== '') return [];
    return [
      {
        severity: 'error',
        place: 'html',
        what: label === '' ? `A link to ${href || 'nowhere'} has no words.` : `The link “${label}” goes nowhere.`,
        why: label === '' ? 'Nobody can see it, and a screen reader has nothing to say.' : 'It has no address.',
        fix: 'Give it both an address and words, or take it out.',
      },
    ];
  });

export default rule;
