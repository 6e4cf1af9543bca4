import { MastheadError } from '../../foundation/masthead-error.ts';
import { holdLock } from '../../store/hold-lock.ts';

/** One send at a time in a newsletter. Gives the way to let go; a process that dies lets go too. @throws MastheadError SEND_RUNNING, LOCK_UNUSABLE */
export async function lockSends(
  lockFile: string,
  { edition, now }: { edition: string; now: Date },
): Promise<() => void> {
  const lock = await holdLock(lockFile, { pid: process.pid, since: now.toISOString(), doing: `send ${edition}` });
  if (lock.held) return lock.release;
  const { holder } = lock;
  throw new MastheadError('SEND_RUNNING', {
    what: 'Another send is running in this newsletter.',
    why: holder
      ? `Process ${holder.pid} does \`${holder.doing}\` since ${holder.since}.`
      : 'Its lock was taken a moment ago.',
    fix: 'Wait until it is done, or stop it there; then run this command again. Nobody was mailed by this one.',
  });
}
