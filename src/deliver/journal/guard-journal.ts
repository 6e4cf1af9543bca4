import { MastheadError } from '../../foundation/masthead-error.ts';

const inTheMiddle = {
  what: 'The journal could not be written, so sending stopped.',
  afterwards:
    'then run the same command again. Those whose outcome could not be written down are listed as unknown, and are not mailed twice.',
};
const beforeAnyone = {
  what: 'The journal could not be written, so sending did not begin.',
  afterwards: 'then run the same command again. Nobody was mailed.',
};

/** Whatever keeps the journal from being read or written in the middle of a send ends it in the same words. */
export const guardJournal = <Result>(work: () => Promise<Result>): Promise<Result> => guard(work, inTheMiddle);

/** The same for what is written before a run takes anyone. */
export const guardStart = <Result>(work: () => Promise<Result>): Promise<Result> => guard(work, beforeAnyone);

async function guard<Result>(work: () => Promise<Result>, { what, afterwards }: typeof inTheMiddle): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof MastheadError) throw cause;
    throw new MastheadError('JOURNAL_NOT_WRITTEN', {
      what,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: `See that the disk has room and that nothing else locks the database; ${afterwards}`,
      cause,
    });
  }
}
