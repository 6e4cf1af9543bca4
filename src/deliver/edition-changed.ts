import { MastheadError } from '../foundation/masthead-error.ts';

/** The refusal to go on with other content than some subscribers already have. */
export const editionChanged = (edition: string): MastheadError =>
  new MastheadError('EDITION_CHANGED', {
    what: `Edition ${edition} has other content now than when its send began.`,
    why: 'Some subscribers may have the earlier content already; the rest would get another mail under the same name.',
    fix: 'Put the earlier content back and run the command again, or send the new content as a new edition. Nobody was mailed.',
  });
