import type { ShaderProblem } from './shader-problem.ts';

const MOST_PROBLEMS = 100;

/** Collects what is wrong, each place once, and turns offsets into lines. */
export class WgslReport {
  readonly #text: string;
  readonly #found = new Map<
    string,
    { readonly at: number; readonly message: string; readonly unresolved?: string }
  >();

  constructor(text: string) {
    this.#text = text;
  }

  /** Nothing more is taken: looking for hints would be in vain. */
  get isFull(): boolean {
    return this.#found.size >= MOST_PROBLEMS;
  }

  /** `at` is a character offset; `unresolved` the name that nothing declares. */
  add(at: number, message: string, unresolved?: string): void {
    if (this.isFull) return;
    this.#found.set(`${at} ${message}`, { at, message, ...(unresolved === undefined ? {} : { unresolved }) });
  }

  /** In the order of the text. */
  problems(): readonly ShaderProblem[] {
    const sorted = [...this.#found.values()].sort((a, b) => a.at - b.at);
    let line = 1;
    let start = 0;
    return sorted.map(({ at, ...rest }) => {
      for (
        let end = this.#text.indexOf('\n', start);
        end >= 0 && end < at;
        end = this.#text.indexOf('\n', start)
      ) {
        line += 1;
        start = end + 1;
      }
      return { line, column: at - start + 1, ...rest };
    });
  }
}
