/** Prediction slots of one instance: first come, first served, no limit on the queue, never a refusal. */
export class PredictionSlots {
  readonly #size: number;
  readonly #waiting: { start: () => void; signal: AbortSignal }[] = [];
  #busy = 0;
  /** Most predictions that ever ran at once. */
  peak = 0;
  /** Most requests that ever waited at once: a client that respects `parallel` keeps it at 0. */
  longestQueue = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Waits for a slot; false when the client left first. */
  async enter(signal: AbortSignal): Promise<boolean> {
    if (this.#busy >= this.#size) {
      await new Promise<void>((resolve) => {
        this.#waiting.push({ start: resolve, signal });
        this.longestQueue = Math.max(this.longestQueue, this.#waiting.length);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      if (signal.aborted) {
        const index = this.#waiting.findIndex((entry) => entry.signal === signal);
        if (index >= 0) this.#waiting.splice(index, 1);
        else this.leave();
        return false;
      }
      return true;
    }
    this.#occupy();
    return true;
  }

  /** Gives the slot to the next in line. */
  leave(): void {
    this.#busy -= 1;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#occupy();
    next.start();
  }

  #occupy(): void {
    this.#busy += 1;
    this.peak = Math.max(this.peak, this.#busy);
  }
}
