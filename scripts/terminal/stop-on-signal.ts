/** Ctrl+C and SIGTERM stop a send in order: nothing new is begun, what is under way ends, everything is written down. */
export function stopOnSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (!controller.signal.aborted) console.error('\nStopping: what is under way is finished and written down.');
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
