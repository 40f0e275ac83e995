/** A place among the requests in flight; disposing gives it to the next in line. */
export interface RequestSlot extends Disposable {}

/** Requests in flight to one endpoint: at most as many as the server works on at once, first come first served. */
export class RequestSlots {
  #size: number;
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes over what the server reports now; requests already in flight are left alone. */
  resize(size: number): void {
    this.#size = Math.max(1, size);
    this.#startWaiting();
  }

  get full(): boolean {
    return this.#busy >= this.#size;
  }

  /** Waits for a free slot. Throws the signal's reason when it fires first. */
  async take(signal: AbortSignal): Promise<RequestSlot> {
    signal.throwIfAborted();
    if (this.full) await this.#wait(signal);
    else this.#busy += 1;
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        this.#busy -= 1;
        this.#startWaiting();
      },
    };
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => {
      const index = this.#waiting.indexOf(resolve);
      if (index >= 0) this.#waiting.splice(index, 1);
      reject(signal.reason);
    };
    this.#waiting.push(resolve);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** The slot is taken here, in the name of the one that waits: nobody can slip in between. */
  #startWaiting(): void {
    while (!this.full) {
      const start = this.#waiting.shift();
      if (!start) return;
      this.#busy += 1;
      start();
    }
  }
}
