import { isUnderNohup } from './is-under-nohup.ts';

/**
 * Ctrl+C, SIGTERM and a terminal that is closed (SIGHUP) stop a send in order: nothing new is begun, what is under way ends,
 * everything is written down. A second Ctrl+C or SIGTERM stops it now: what is under way is written down as unknown.
 * @param said to the user at the first signal
 */
export function stopOnSignal(
  said = 'Stopping: what is under way is finished and written down. Once more to stop now.',
): {
  readonly signal: AbortSignal;
  readonly abandon: AbortSignal;
  readonly release: () => void;
} {
  const stopping = new AbortController();
  const abandoning = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) return;
    console.error(`\n${said}`);
    stopping.abort();
  };
  const stopOrAbandon = (): void => {
    if (!stopping.signal.aborted) stop();
    else if (!abandoning.signal.aborted) {
      console.error('\nStopping now: what is under way is written down as unknown.');
      abandoning.abort();
    }
  };
  process.on('SIGINT', stopOrAbandon).on('SIGTERM', stopOrAbandon);
  // The kernel sends it when a terminal is closed, and so does the shell: twice means no more than once. Under nohup it means nothing.
  if (!isUnderNohup()) process.on('SIGHUP', stop);
  return {
    signal: stopping.signal,
    abandon: abandoning.signal,
    release: () => {
      process.off('SIGINT', stopOrAbandon).off('SIGTERM', stopOrAbandon).off('SIGHUP', stop);
    },
  };
}
