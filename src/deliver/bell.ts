/** Wakes one waiter: a ring while nobody waits is heard by the next who does. */
export class Bell {
  #rung = false;
  #listener: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#listener?.();
  }

  async wait(): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        this.#listener = resolve;
      });
    }
    this.#rung = false;
    this.#listener = undefined;
  }
}
