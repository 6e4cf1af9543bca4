import type { Clock } from '../foundation/clock.ts';
import { MastheadError } from '../foundation/masthead-error.ts';
import { holdLock, type LockHolder } from '../store/hold-lock.ts';

/** A list that may be changed, and what keeps two processes from changing it at once. */
export type ChangeableList = {
  readonly file: string;
  /** One for all lists of a newsletter; a list that two newsletters share is not guarded against the other. */
  readonly lockFile: string;
  readonly clock: Clock;
};

const patience = 10_000;
const pause = 25;

/**
 * Does work on a list while nobody else changes it; whoever does is waited for, ten seconds at most.
 * @throws MastheadError LIST_BUSY
 */
export async function holdList<Result>(
  { file, lockFile, clock }: ChangeableList,
  work: () => Promise<Result>,
): Promise<Result> {
  const began = clock.now();
  const self = { pid: process.pid, since: began.toISOString(), doing: `add to ${file}` };
  for (;;) {
    const lock = await holdLock(lockFile, self);
    if (lock.held) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (clock.now().getTime() - began.getTime() >= patience) throw listBusy(file, lock.holder);
    await clock.sleep(pause);
  }
}

const listBusy = (file: string, holder: LockHolder | undefined): MastheadError =>
  new MastheadError('LIST_BUSY', {
    what: `${file} cannot be changed now: another command changes a list of this newsletter.`,
    why: holder
      ? `Process ${holder.pid} does \`${holder.doing}\` since ${holder.since}; it was waited for.`
      : 'It was waited for.',
    fix: 'Wait until it is done, or stop it there; then run this command again. The list is unchanged.',
    place: { file },
  });
