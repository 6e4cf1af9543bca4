import type { Rule } from '../rule.ts';

/** WCAG 1.1.1: every image has an alternative text; an empty one says that it only decorates. */
const rule: Rule = ({ mail }) =>
  mail.images
    .filter(({ alt }) => alt === undefined)
    .map(({ src }) => ({
      severity: 'error',
      place: 'html',
      what: `The image ${src} has no alternative text.`,
      why: 'Many readers see mail with images off, and some hear it read.',
      fix: 'Say in `alt` what the image shows, or set it to nothing when the image only decorates.',
    }));

export default rule;
