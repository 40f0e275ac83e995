/** Paths that are told again after some time, all that came meanwhile together. */
export class Later implements Disposable {
  readonly #milliseconds: number;
  readonly #tell: (path: string) => void;
  readonly #paths = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number, tell: (path: string) => void) {
    this.#milliseconds = milliseconds;
    this.#tell = tell;
  }

  readonly add = (path: string): void => {
    this.#paths.add(path);
    this.#timer ??= setTimeout(() => this.#tellAll(), this.#milliseconds);
  };

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #tellAll(): void {
    this.#timer = undefined;
    const paths = [...this.#paths];
    this.#paths.clear();
    for (const path of paths) this.#tell(path);
  }
}
