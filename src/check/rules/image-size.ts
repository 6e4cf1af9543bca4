import { imagesOf } from '../images-of.ts';
import type { Rule } from '../rule.ts';

/**
 * An image on the web whose size nothing tells. Its place is kept only once it is there, and Outlook for Windows, which needs the
 * number, shows it as wide as the column, a small one too.
 */
const rule: Rule = ({ edition }) =>
  imagesOf(edition)
    .filter(({ src, isSized }) => !isSized && /^https?:/i.test(src))
    .map(({ src, place }) => ({
      severity: 'warning',
      place,
      what: `The size of the image ${src} is not known.`,
      why: 'The words jump when it arrives, and Outlook for Windows makes it as wide as the column, a small one too.',
      fix: 'Save it in the images folder, or give `width` and `height` where front matter names it.',
    }));

export default rule;
