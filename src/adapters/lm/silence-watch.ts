/** Calls back once when the server has been silent for too long. Every sign of life starts the count again. */
export class SilenceWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;

  /** @param milliseconds longest silence allowed, at most 24.8 days (the longest timer Node has). */
  constructor(milliseconds: number, onSilence: () => void) {
    this.#timer = setTimeout(onSilence, Math.min(milliseconds, 2 ** 31 - 1));
  }

  sign(): void {
    this.#timer.refresh();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
