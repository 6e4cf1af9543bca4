import { cutFields } from '../../foundation/merge-field.ts';
import type { Rule } from '../rule.ts';

/** The law and every big receiver ask for a way out in the mail itself, not only in its headers. */
const rule: Rule = ({ mail, rendered }) => {
  const isWayOut = (text: string): boolean =>
    cutFields(text).some((piece) => piece.kind === 'field' && piece.field.path === 'links.unsubscribe');
  const missing = [
    ...(mail.links.some(({ href }) => isWayOut(href)) ? [] : ['html']),
    ...(isWayOut(rendered.text) ? [] : ['text']),
  ];
  return missing.map((place) => ({
    severity: 'error',
    place,
    what: `The ${place === 'html' ? 'HTML' : 'text part'} has no link to unsubscribe.`,
    why: 'Readers who cannot leave press “spam”, and many laws ask for the link.',
    fix: 'Put a link to `{{ links.unsubscribe }}` into the template; the sample footer has one.',
  }));
};

export default rule;
