import { nearest } from '../../foundation/nearest.ts';
import { addressFault } from '../address-fault.ts';
import type { Rule } from '../rule.ts';

/** Links must lead somewhere from the reader's machine, or to a place in the mail. */
const rule: Rule = ({ mail }) =>
  mail.links.flatMap(({ href, label }) => {
    if (href === '' || href === '#') return [];
    const what = `The link “${label || href}” goes to ${href}.`;
    const remark = { severity: 'error', place: 'html', what } as const;
    if (href.startsWith('#'))
      return isInMail(href, mail.anchors) ? [] : [{ ...remark, ...nowhere(href, mail.anchors) }];
    const why = addressFault(href, { schemes: ['https:', 'http:', 'mailto:', 'tel:'] });
    return why === undefined ? [] : [{ ...remark, why, fix: 'Give the whole address, beginning with https://.' }];
  });

/** `#top` is the beginning of every document (HTML, “scrolling to a fragment”); where a merge field leads is known only for each subscriber. */
function isInMail(href: string, anchors: readonly string[]): boolean {
  const fragment = href.slice(1);
  if (fragment.includes('{{') || fragment.toLowerCase() === 'top') return true;
  return anchors.includes(fragment) || anchors.includes(decoded(fragment));
}

function nowhere(href: string, anchors: readonly string[]): { readonly why: string; readonly fix: string } {
  const near = nearest(decoded(href.slice(1)), anchors);
  return {
    why: 'There is no such place in the mail.',
    fix: near ? `Did you mean #${near}?` : 'Link to the `id` of something in the mail, or take the link out.',
  };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

export default rule;
