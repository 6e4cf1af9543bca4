import { MastheadError } from '../../foundation/masthead-error.ts';
import { holdLock, type LockHolder, lookAtLock } from '../../store/hold-lock.ts';

/** One send at a time in a newsletter. Gives the way to let go; a process that dies lets go too. @throws MastheadError SEND_RUNNING, LOCK_UNUSABLE */
export async function lockSends(
  lockFile: string,
  { edition, now }: { edition: string; now: Date },
): Promise<() => void> {
  const lock = await holdLock(lockFile, { pid: process.pid, since: now.toISOString(), doing: `send ${edition}` });
  if (lock.held) return lock.release;
  throw sendRunning(lock.holder);
}

/** Only looks, so that a send need not be planned to be refused; whoever sends takes the lock. @throws MastheadError SEND_RUNNING, LOCK_UNUSABLE */
export async function refuseSecondSend(lockFile: string): Promise<void> {
  const lock = await lookAtLock(lockFile);
  if (lock.taken) throw sendRunning(lock.holder);
}

const sendRunning = (holder: LockHolder | undefined): MastheadError =>
  new MastheadError('SEND_RUNNING', {
    what: 'Another send is running in this newsletter.',
    why: holder
      ? `Process ${holder.pid} does \`${holder.doing}\` since ${holder.since}.`
      : 'Its lock was taken a moment ago.',
    fix: 'Wait until it is done, or stop it there; then run this command again. Nobody was mailed by this one.',
  });
