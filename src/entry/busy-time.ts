/** Milliseconds of wall time during which at least one of some works was under way. */
export class BusyTime {
  #open = 0;
  #since = 0;
  #milliseconds = 0;

  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#open === 0) this.#since = performance.now();
    this.#open += 1;
    try {
      return await work();
    } finally {
      this.#open -= 1;
      if (this.#open === 0) this.#milliseconds += performance.now() - this.#since;
    }
  }

  get milliseconds(): number {
    return Math.round(this.#milliseconds);
  }
}
