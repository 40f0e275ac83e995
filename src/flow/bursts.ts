export interface BurstTimes {
  /** A burst is over when nothing was told for so long. */
  readonly quietMilliseconds: number;
  /** A burst that does not end is given in parts of so long. */
  readonly longestMilliseconds: number;
}

/** Paths that are told one by one, given in bursts: an editor or a compiler touches a file several times. */
export class Bursts {
  readonly #times: BurstTimes;
  readonly #most: number;
  readonly #roots: readonly string[];
  #paths = new Set<string>();
  #since = 0;
  #wake: () => void = () => undefined;

  /** @param most of different paths; where there are more, `roots` stand for all of them */
  constructor(times: BurstTimes, roots: readonly string[], most = 4_096) {
    this.#times = times;
    this.#roots = roots;
    this.#most = most;
  }

  readonly add = (path: string): void => {
    if (this.#paths.size === 0) this.#since = performance.now();
    this.#paths.add(path);
    if (this.#paths.size > this.#most) this.#paths = new Set(this.#roots);
    this.#wake();
  };

  /** Waits for the next burst; nothing when the signal ends the waiting. */
  async next(signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    const { quietMilliseconds, longestMilliseconds } = this.#times;
    while (!signal.aborted) {
      if (this.#paths.size === 0) await this.#told(signal);
      const left = this.#since + longestMilliseconds - performance.now();
      const isQuiet = !(await this.#told(signal, Math.min(quietMilliseconds, Math.max(0, left))));
      if (signal.aborted) return undefined;
      if (isQuiet || performance.now() >= this.#since + longestMilliseconds) {
        const burst = this.#paths;
        this.#paths = new Set();
        if (burst.size > 0) return burst;
      }
    }
    return undefined;
  }

  /** Waits until something is told, and says whether it was; the time given, the signal, or for ever. */
  #told(signal: AbortSignal, milliseconds?: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isTold: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        this.#wake = () => undefined;
        resolve(isTold);
      };
      const stop = () => end(false);
      const timer = milliseconds === undefined ? undefined : setTimeout(stop, milliseconds);
      signal.addEventListener('abort', stop);
      this.#wake = () => end(true);
    });
  }
}
