/**
 * Ctrl+C and SIGTERM stop a send in order: nothing new is begun, what is under way ends, everything is written down. The
 * second time it stops now: what is under way is written down as unknown.
 */
export function stopOnSignal(): {
  readonly signal: AbortSignal;
  readonly abandon: AbortSignal;
  readonly release: () => void;
} {
  const stopping = new AbortController();
  const abandoning = new AbortController();
  const stop = (): void => {
    if (!stopping.signal.aborted) {
      console.error('\nStopping: what is under way is finished and written down. Once more to stop now.');
      stopping.abort();
    } else if (!abandoning.signal.aborted) {
      console.error('\nStopping now: what is under way is written down as unknown.');
      abandoning.abort();
    }
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return {
    signal: stopping.signal,
    abandon: abandoning.signal,
    release: () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
