import { MastheadError } from '../../foundation/masthead-error.ts';
import type { ListChange } from '../journal/compare-audience.ts';

/** How far a send had come. */
type Progress = { readonly edition: string; readonly mailed: number; readonly left: number };

/**
 * The refusal to go on with other content than some subscribers already have.
 * @param parts the parts that changed, where they are known
 */
export const editionChanged = ({
  edition,
  mailed,
  left,
  parts = [],
}: Progress & { readonly parts?: readonly string[] }): MastheadError =>
  new MastheadError('EDITION_CHANGED', {
    what: `Edition ${edition} has other content now than when its send began${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`,
    why: `${mailed} already have the earlier content, and ${left} are left.`,
    fix:
      left === 0
        ? 'Send the new content as a new edition. Nobody was mailed.'
        : 'Put the earlier content back and run the command again; or add --accept-changes, and those who are left get the new content. Nobody was mailed.',
  });

/** The refusal to go on with another list than the audience was frozen from. */
export const listChanged = ({
  edition,
  left,
  list,
  added,
  removed,
}: Progress & Pick<ListChange, 'added' | 'removed'> & { readonly list: string }): MastheadError =>
  new MastheadError('LIST_CHANGED', {
    what: `${list} has changed since the send of edition ${edition} began: ${added} added, ${removed} removed of those who are left.`,
    why: `The audience was written down before the first message, so that everyone gets it once; ${left} of it are left.`,
    fix: [
      left > 0 ? 'Add --accept-changes to go on with those who are left and still on the list' : '',
      added > 0 ? 'Add --new-only to mail those alone who were added' : '',
    ]
      .filter(Boolean)
      .join('; or: ')
      .concat('. Nobody was mailed.'),
  });
