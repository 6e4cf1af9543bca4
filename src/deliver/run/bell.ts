/** Wakes one waiter: a ring while nobody waits is heard by the next who does. */
export class Bell {
  #rung = false;
  #listener: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#listener?.();
  }

  /** @param signal ends the wait; a ring that comes then is heard by the next */
  async wait(signal?: AbortSignal): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        this.#listener = resolve;
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    this.#listener = undefined;
    if (!signal?.aborted) this.#rung = false;
  }
}
