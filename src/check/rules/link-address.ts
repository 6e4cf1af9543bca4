import { addressFault } from '../address-fault.ts';
import type { Rule } from '../rule.ts';

/** Links must lead somewhere from the reader's machine. */
const rule: Rule = ({ mail }) =>
  mail.links.flatMap(({ href, label }) => {
    if (href === '') return [];
    const fault = addressFault(href, { schemes: ['https:', 'http:', 'mailto:', 'tel:'], fragment: true });
    return fault === undefined
      ? []
      : [
          {
            severity: 'error',
            place: 'html',
            what: `The link “${label || href}” goes to ${href}.`,
            why: fault,
            fix: 'Give the whole address, beginning with https://.',
          },
        ];
  });

export default rule;
