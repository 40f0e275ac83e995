/** The model tokens one task may use, over all its candidates. */
export class TokenBudget {
  readonly limit: number | undefined;
  #spent = 0;

  /** Without a limit it is never spent. */
  constructor(limit: number | undefined) {
    this.limit = limit;
  }

  spend(tokens: number): void {
    this.#spent += tokens;
  }

  get isSpent(): boolean {
    return this.limit !== undefined && this.#spent >= this.limit;
  }
}
