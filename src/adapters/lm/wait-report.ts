import type { AskProgress } from '../../ports/model.ts';

/** Says what is waited for, at once and then again and again with the seconds, until it is disposed or ended. */
export class WaitReport implements Disposable {
  readonly #timer: NodeJS.Timeout;

  constructor(
    wait: Pick<AskProgress, 'phase' | 'detail'>,
    everyMilliseconds: number,
    report: (progress: AskProgress) => void,
  ) {
    const start = performance.now();
    report({ ...wait, characters: 0 });
    this.#timer = setInterval(() => {
      const seconds = Math.round((performance.now() - start) / 1000);
      report({ ...wait, characters: 0, detail: `${wait.detail} ${seconds} s` });
    }, everyMilliseconds);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  [Symbol.dispose](): void {
    this.end();
  }
}
