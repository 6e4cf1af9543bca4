import { addressFault } from '../address-fault.ts';
import type { Rule } from '../rule.ts';

/** Images must be reachable from the reader's machine, or travel with the mail. */
const rule: Rule = ({ mail }) =>
  mail.images.flatMap(({ src, alt }) => {
    const fault = src === '' ? 'It has no address.' : addressFault(src, { schemes: ['https:', 'http:', 'cid:'] });
    return fault === undefined
      ? []
      : [
          {
            severity: 'error',
            place: 'html',
            what: `The image “${alt || src}” is at ${src || 'no address'}.`,
            why: fault,
            fix: 'Put the file into the content folder, or give the whole address, beginning with https://.',
          },
        ];
  });

export default rule;
